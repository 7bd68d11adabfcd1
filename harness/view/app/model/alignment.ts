import type { Step } from '../../../trace/trace.ts';
import { shortText } from './captured-text.ts';
import { isStateUnknown } from './left-out.ts';
import { nameOf, type Run } from './run.ts';
import { countUpTo } from './state-history.ts';
import { positionOfStep } from './step-position.ts';
import { causeText, effectText } from './words.ts';

/** How two runs go together. */
export interface Comparison {
  /** Positions of the first step that is not the same in both; undefined if one continues the other. */
  readonly divergence: readonly [a: number, b: number] | undefined;
  /** What is not the same there: `who acts`, `payload`, … */
  readonly what: string;
  /** What each run has there. */
  readonly versions: readonly [a: string, b: string];
  /** To be added to the times of the second run. */
  readonly shiftMs: number;
}

export function compareRuns(a: Run, b: Run): Comparison {
  const [mine, theirs] = [turnsOf(a), turnsOf(b)];
  let [i, j] = [0, 0];
  let shiftMs: number | undefined;
  while (i < mine.length && j < theirs.length) {
    const [at, there] = [mine[i] as number, theirs[j] as number];
    const [one, other] = [a.steps[at] as Step, b.steps[there] as Step];
    if (one.n === other.n) {
      const what = differenceOf(a, one, b, other);
      if (what) {
        return {
          divergence: [at, there],
          what: what.name,
          versions: [what.a, what.b],
          shiftMs: shiftMs ?? 0,
        };
      }
      shiftMs = one.atMs - other.atMs;
    }
    // What only one of them has kept is passed over.
    if (one.n <= other.n) i++;
    if (other.n <= one.n) j++;
  }
  const isSame = shiftMs !== undefined && i === mine.length && j === theirs.length;
  if (shiftMs === undefined || isSame) {
    const what = isSame ? 'the runs are the same' : 'nothing of it was kept in both traces';
    return { divergence: undefined, what, versions: ['', ''], shiftMs: shiftMs ?? 0 };
  }
  const [next, nextThere] = [mine[i], theirs[j]];
  return {
    divergence: [next ?? a.steps.length - 1, nextThere ?? b.steps.length - 1],
    what: 'one run ends',
    versions: [describeNext(a, next), describeNext(b, nextThere)],
    shiftMs,
  };
}

/** Positions of the steps of which all is known: that some are left out may not be taken for a difference. */
function turnsOf(run: Run): readonly number[] {
  return run.steps.flatMap(({ cause }, position) =>
    cause.kind === 'gap' || isStateUnknown(run, position) ? [] : [position],
  );
}

function describeNext(run: Run, position: number | undefined): string {
  const step = position === undefined ? undefined : run.steps[position];
  return step ? describe(run, step) : 'the run has ended';
}

/** The step of the other run that goes with a step of this one: the same before they part, then by time. */
export function counterpart(
  { divergence, shiftMs }: Comparison,
  runs: readonly Run[],
  from: 0 | 1,
  position: number,
): number {
  const [own, other] = [runs[from], runs[1 - from]];
  if (!own || !other) return 0;
  const parts = divergence?.[from] ?? Number.POSITIVE_INFINITY;
  if (position <= parts) {
    const same = positionOfStep(other.steps, own.steps[position]?.n ?? 0);
    if (same >= 0) return same;
  }
  const atMs = (own.times[position] ?? 0) + (from === 1 ? shiftMs : -shiftMs);
  return Math.max(countUpTo(other.times, atMs + 1e-9) - 1, 0);
}

interface Version {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

function differenceOf(a: Run, one: Step, b: Run, other: Step): Version | undefined {
  const [mine, theirs] = [aspectsOf(a, one), aspectsOf(b, other)];
  for (const [index, aspect] of mine.entries()) {
    const version = theirs[index];
    if (!version || aspect.compared === version.compared) continue;
    return { name: aspect.name, a: aspect.shown(), b: version.shown() };
  }
  return undefined;
}

interface Aspect {
  readonly name: string;
  readonly compared: string;
  readonly shown: () => string;
}

/** What must be the same for two steps to be the same. Times and ids may differ: they mean nothing. */
function aspectsOf(run: Run, step: Step): readonly Aspect[] {
  const { cause, effects = [], changes = [] } = step;
  const message =
    cause.kind === 'message' || cause.kind === 'reply' ? run.messageOf(cause.message) : undefined;
  const whole = () => describe(run, step);
  const done = effects.map((effect) => {
    if (effect.kind === 'set-timer') return ['set-timer', effect.delayMs];
    if (effect.kind === 'clear-timer') return ['clear-timer'];
    if (effect.kind !== 'send') return effect;
    const sent = run.messageOf(effect.message);
    return ['send', sent?.kind, sent?.method, sent?.to, sent?.payload];
  });
  return [
    { name: 'who acts', compared: String(step.actor), shown: whole },
    {
      name: 'why it acts',
      compared: cause.kind === 'fault' ? causeText(run, step) : cause.kind,
      shown: whole,
    },
    { name: 'the message', compared: `${message?.method} ${message?.from}`, shown: whole },
    {
      name: 'what the message carries',
      compared: JSON.stringify(message?.payload) ?? '',
      shown: () => `${whole()} with ${shortText(message?.payload ?? null, 300)}`,
    },
    {
      name: 'what it does',
      compared: JSON.stringify(done),
      shown: () => `${whole()}: ${effects.map((effect) => effectText(run, effect)).join('; ') || 'nothing'}`,
    },
    {
      name: 'how its state changes',
      compared: JSON.stringify(changes),
      shown: () => `${whole()}: ${changesText(changes)}`,
    },
  ];
}

function changesText(changes: NonNullable<Step['changes']>): string {
  const texts = changes.map((change) => {
    const place = change[0].join('.') || 'all';
    return change.length === 2 ? `${place} = ${shortText(change[1], 80)}` : `${place} is gone`;
  });
  return texts.join('; ') || 'not at all';
}

function describe(run: Run, step: Step): string {
  const who = step.actor === undefined ? 'scenario' : nameOf(run, step.actor);
  return `${who}: ${causeText(run, step)}`;
}
