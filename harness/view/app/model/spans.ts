import type { Mark, Trace } from '../../../trace/trace.ts';
import { whoDiesIn } from './deaths.ts';
import type { LeftOut } from './left-out.ts';
import { isLockSpan } from './lock-bands.ts';

/** Something that an actor did, held or was for a while: a call of `map`, a lock, the value of a counter. */
export interface Span {
  readonly actor: number;
  readonly kind: string;
  /** Which one of its kind; the empty string if the marks do not say. */
  readonly of: string;
  /** In words, as it began. */
  readonly text: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Position of the step with which it began. */
  readonly position: number;
  /** Position of the step with which it ended; undefined if none did. */
  readonly endPosition: number | undefined;
  /**
   * How it came to its end: by a mark, or with the actor's life. `open`: the run ended before it did;
   * `unknown`: somewhere in the part of the run that is left out.
   */
  readonly end: 'ended' | 'died' | 'open' | 'unknown';
  /**
   * Those of one actor that overlap have different rows, from 0. Locks that it holds, and leases, have rows
   * of their own.
   */
  readonly row: number;
}

type Begun = Pick<Span, 'actor' | 'kind' | 'of' | 'text' | 'fromMs' | 'position'>;
type Ended = Omit<Span, 'row'>;

/** In the order in which they began. */
export function findSpans(trace: Trace, endMs: number, leftOut: LeftOut | undefined): readonly Span[] {
  const found: Ended[] = [];
  const open: Begun[][] = trace.actors.map(() => []);
  const endThose = (
    actor: number,
    how: Pick<Span, 'toMs' | 'end' | 'endPosition'>,
    which: (begun: Begun) => boolean,
  ) => {
    const ending = open[actor]?.filter(which) ?? [];
    if (ending.length === 0) return;
    open[actor] = open[actor]?.filter((begun) => !ending.includes(begun)) ?? [];
    for (const begun of ending) found.push({ ...begun, ...how });
  };
  const follow = (mark: Mark, atMs: number, position: number) => {
    const { actor, kind, of = '', text, span } = mark;
    const ended = { toMs: atMs, end: 'ended', endPosition: position } as const;
    if (span === 'ends') {
      const oldest = open[actor]?.find((begun) => begun.kind === kind && begun.of === of);
      endThose(actor, ended, (begun) => begun === oldest);
      return;
    }
    if (span === 'becomes') endThose(actor, ended, (begun) => begun.kind === kind);
    open[actor]?.push({ actor, kind, of, text, fromMs: atMs, position });
  };
  for (const [position, step] of trace.steps.entries()) {
    for (const mark of step.marks ?? []) if (mark.span) follow(mark, step.atMs, position);
    const dead = whoDiesIn(step);
    const died = { toMs: step.atMs, end: 'died', endPosition: position } as const;
    if (dead !== undefined) endThose(dead, died, () => true);
  }
  for (const actor of open.keys()) {
    if (leftOut) {
      const unknown = { toMs: leftOut.fromMs, end: 'unknown', endPosition: undefined } as const;
      endThose(actor, unknown, ({ position }) => position < leftOut.first);
    }
    endThose(actor, { toMs: endMs, end: 'open', endPosition: undefined }, () => true);
  }
  return inRows(found);
}

function inRows(spans: readonly Ended[]): readonly Span[] {
  const busyUntil = new Map<string, number[]>();
  return [...spans]
    .sort((a, b) => a.position - b.position)
    .map((span) => {
      const key = `${span.actor} ${isLockSpan(span) ? span.kind : ''}`;
      const rows = busyUntil.get(key) ?? [];
      busyUntil.set(key, rows);
      const free = rows.findIndex((untilMs) => untilMs <= span.fromMs);
      const row = free >= 0 ? free : rows.length;
      rows[row] = span.toMs;
      return { ...span, row };
    });
}
