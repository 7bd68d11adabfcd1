import type { Fault } from '../../labrpc/sim/faults.ts';
import { type LinkFaults, type Range, RELIABLE } from '../../labrpc/sim/link-faults.ts';
import type { CutTurn, SimServer, VisibleEffect } from '../../labrpc/sim/server.ts';
import { namesText } from './names-text.ts';

/** What a scenario did to the world, for the history of a failure. */
export interface FaultWords {
  /** One word. */
  readonly verb: string;
  /** Names of those whom it befalls, or of the senders on a link; empty for the whole network. */
  readonly from: readonly string[];
  /** Names of the receivers on a link. */
  readonly to: readonly string[];
  readonly text: string;
}

export function faultWords(fault: Fault): FaultWords {
  switch (fault.what) {
    case 'crash':
      return { verb: fault.what, from: [fault.server.name], to: [], text: cutText(fault.turn) };
    case 'pause':
    case 'resume':
    case 'connect':
      return { verb: fault.what, from: [fault.server.name], to: [], text: '' };
    case 'disconnect':
      return { verb: 'cut off', from: [fault.server.name], to: [], text: '' };
    case 'crash in turn': {
      const { effects, when } = fault.point;
      const turn = when ? `turn in which it ${DOES[when]}` : 'turn that others can notice';
      return {
        verb: 'plan',
        from: [fault.server.name],
        to: [],
        text: `crash in its next ${turn}, ${afterText(effects)}`,
      };
    }
    case 'clock rate':
      return { verb: 'clock', from: [fault.server.name], to: [], text: rateText(fault.rate) };
    case 'clock jump': {
      const way = fault.byMs < 0 ? 'back' : 'forward';
      return {
        verb: 'clock',
        from: [fault.server.name],
        to: [],
        text: `set ${way} by ${Math.abs(Math.round(fault.byMs))} ms`,
      };
    }
    case 'partition': {
      const groups = fault.groups.map((group) => namesText(group.map(({ name }) => name)));
      return { verb: 'split', from: [], to: [], text: groups.join(' | ') };
    }
    case 'heal':
      return { verb: 'heal', from: [], to: [], text: 'partitions and cut links are mended' };
    case 'cut one way':
      return { verb: 'cut', ...linkOf(fault), text: '' };
    case 'mend':
      return { verb: 'mend', ...linkOf(fault), text: '' };
    case 'hold':
      return { verb: 'hold', ...linkOf(fault), text: 'what is sent waits' };
    case 'release':
      return { verb: 'release', ...linkOf(fault), text: 'all that waited' };
    case 'release one':
      return { verb: 'release', ...linkOf(fault), text: `the ${fault.which} message that waited` };
    case 'faults': {
      const [from = [], to = []] = fault.of.map(({ name }) => [name]);
      const text = fault.faults ? linkFaultsText(fault.faults) : 'as the rest of the network again';
      return { verb: 'network', from, to, text };
    }
  }
}

/** `delays 1 to 27 ms, 10 % of requests lost`: what is set, but for what is as in a calm network. */
export function linkFaultsText(faults: Partial<LinkFaults>): string {
  const parts: string[] = [];
  if (faults.delayMs) parts.push(`delays ${rangeText(faults.delayMs)}`);
  for (const [field, what] of RATIOS) {
    const ratio = faults[field];
    if (ratio) parts.push(`${ratio === 1 ? 'all' : `${Math.round(ratio * 100)} % of`} ${what}`);
  }
  if (faults.keepsOrder) parts.push('messages of a link stay in order');
  const { holdMs, lostAfterMs, unreachableAfterMs } = faults;
  if (holdMs && (faults.holdRequestRatio || faults.holdReplyRatio)) {
    parts.push(`held back for ${rangeText(holdMs)}`);
  }
  if (unreachableAfterMs && !sameRange(unreachableAfterMs, RELIABLE.unreachableAfterMs)) {
    parts.push(`calls to the unreachable: null after ${rangeText(unreachableAfterMs)}`);
  }
  if (lostAfterMs && !sameRange(lostAfterMs, RELIABLE.lostAfterMs)) {
    parts.push(`lost calls: null after ${rangeText(lostAfterMs)}`);
  }
  const isCalm = RATIOS.some(([field]) => faults[field] === 0) && !RATIOS.some(([field]) => faults[field]);
  if (isCalm) parts.push('no loss');
  return parts.join(', ') || 'as in a calm network';
}

/** What a turn does, by the effect that a crash waits for. */
const DOES = { save: 'saves', reply: 'answers', request: 'calls a peer', emit: 'reports something' } as const;

const RATIOS: readonly (readonly [
  'dropRequestRatio' | 'dropReplyRatio' | 'duplicateRatio' | 'holdRequestRatio' | 'holdReplyRatio',
  string,
])[] = [
  ['dropRequestRatio', 'requests lost'],
  ['dropReplyRatio', 'replies lost'],
  ['duplicateRatio', 'requests doubled'],
  ['holdRequestRatio', 'requests late'],
  ['holdReplyRatio', 'replies late'],
];

function linkOf({ from, to }: { readonly from: SimServer; readonly to: SimServer }): {
  readonly from: readonly string[];
  readonly to: readonly string[];
} {
  return { from: [from.name], to: [to.name] };
}

/** Of one clock or of several: without a verb. */
function rateText(rate: number): string {
  return rate === 1 ? 'at the true speed' : `at ${Number(rate.toFixed(3))} times the true speed`;
}

/** For each kind of effect a word that takes an s. */
const EFFECTS: Readonly<Record<VisibleEffect, string>> = {
  save: 'save',
  reply: 'answer',
  request: 'call',
  message: 'message',
  emit: 'report',
  return: 'result',
};

function cutText(turn: CutTurn | undefined): string {
  if (!turn) return '';
  const done = `done: ${effectsText(turn.done)}`;
  if (turn.undone.length === 0) return `at the end of its turn (${done})`;
  return `in mid-turn (${done}; not done: ${effectsText(turn.undone)})`;
}

/** `save, 4 calls, answer`: those of one kind that follow each other are counted. */
function effectsText(kinds: readonly VisibleEffect[]): string {
  const runs: { readonly kind: VisibleEffect; count: number }[] = [];
  for (const kind of kinds) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.count++;
    else runs.push({ kind, count: 1 });
  }
  const texts = runs.map(({ kind, count }) => (count === 1 ? EFFECTS[kind] : `${count} ${EFFECTS[kind]}s`));
  return texts.join(', ') || 'nothing';
}

function afterText(effects: number): string {
  return effects === 0 ? 'before its first effect' : `after effect ${effects} of it`;
}

function rangeText([min, max]: Range): string {
  return min === max ? `${min} ms` : `${min} to ${max} ms`;
}

function sameRange([a, b]: Range, [c, d]: Range): boolean {
  return a === c && b === d;
}
