import { shortText } from '../model/captured-text.ts';
import { type Standing, standingOf } from '../model/causality.ts';
import { isLockSpan, type Overlap } from '../model/lock-bands.ts';
import type { Ordering } from '../model/ordering.ts';
import { nameOf, type Run } from '../model/run.ts';
import type { Span } from '../model/spans.ts';
import { causeText, fateText, messageText, timeText } from '../model/words.ts';
import type { Hit } from './hit.ts';

/** What is said about the thing under the pointer. */
export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
}

export function wordsFor(run: Run, hit: Hit, ordering: Ordering | undefined): Words {
  if (hit.kind === 'span') return spanWords(run, hit.span);
  return hit.kind === 'steps' ? stepWords(run, hit.steps, ordering) : messageWords(run, hit.message);
}

function stepWords(run: Run, positions: readonly number[], ordering: Ordering | undefined): Words {
  const step = run.steps[positions[0] ?? -1];
  if (!step) return { title: '', lines: [] };
  const who = step.actor === undefined ? 'scenario' : nameOf(run, step.actor);
  const order = standingWords(run, positions[0] ?? -1, ordering);
  const others = positions.length > 1 ? [`and ${positions.length - 1} more here: click again`] : [];
  const marks = step.marks?.map((mark) => `${nameOf(run, mark.actor)}: ${mark.text}`) ?? [];
  const logs = step.logs?.slice(0, 3).map(({ text }) => `log: ${text.slice(0, 100)}`) ?? [];
  return {
    title: `#${step.n} ${who} at ${timeText(step.atMs)}`,
    lines: [causeText(run, step), ...marks.slice(0, 5), ...logs, ...order, ...others],
  };
}

const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  itself: '',
  before: 'happened before the selected step',
  after: 'happened after the selected step',
  concurrent: 'concurrent with the selected step',
  unknown: 'before, after or concurrent: what lies between is left out',
};

function standingWords(run: Run, position: number, ordering: Ordering | undefined): readonly string[] {
  const standing = ordering && standingOf(run, ordering.cone, position);
  return standing && standing !== 'itself' ? [STANDING_WORDS[standing]] : [];
}

function spanWords(run: Run, index: number): Words {
  const span = run.spans[index];
  if (!span) return { title: '', lines: [] };
  const { actor, kind, of, text, fromMs, toMs, end } = span;
  const ends: Readonly<Record<Span['end'], string>> = {
    ended: `to ${timeText(toMs)}`,
    died: `until ${nameOf(run, actor)} died at ${timeText(toMs)}`,
    open: 'until after the end of the run',
    unknown: 'to a moment that was left out',
  };
  const together = run.overlaps
    .filter(({ spans }) => spans.includes(span))
    .map((overlap) => overlapText(run, overlap));
  const title = `${nameOf(run, actor)}: ${isLockSpan(span) ? text : `${kind} ${of}`}`;
  return { title, lines: [`from ${timeText(fromMs)} ${ends[end]}`, ...together] };
}

function overlapText(run: Run, { lock, spans, fromMs, toMs, isOpen }: Overlap): string {
  const [first, second] = spans.map(({ actor }) => nameOf(run, actor));
  const until = isOpen ? 'until the end of the run' : `to ${timeText(toMs)}`;
  return `${first} and ${second} hold ${lock} at once, from ${timeText(fromMs)} ${until}`;
}

function messageWords(run: Run, index: number): Words {
  const message = run.trace.messages[index];
  if (!message) return { title: '', lines: [] };
  return {
    title: messageText(run, message),
    lines: [
      `sent at ${timeText(message.sentAtMs)}, ${fateText(message)}, ${message.bytes} bytes`,
      shortText(message.payload, 160),
    ],
  };
}
