import type { Mark, Trace } from '../../../trace/trace.ts';
import { whoDiesIn } from './deaths.ts';
import type { LeftOut } from './left-out.ts';

/** Something that an actor did, held or was for a while: a call of `map`, a lock, the value of a counter. */
export interface Span {
  readonly actor: number;
  readonly kind: string;
  /** Which one of its kind; the empty string if the marks do not say. */
  readonly of: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Position of the step with which it began. */
  readonly position: number;
  /**
   * How it came to its end: by a mark, or with the actor's life. `open`: the run ended before it did;
   * `unknown`: somewhere in the part of the run that is left out.
   */
  readonly end: 'ended' | 'died' | 'open' | 'unknown';
  /** Those of one actor that overlap have different rows, from 0. */
  readonly row: number;
}

type Begun = Pick<Span, 'actor' | 'kind' | 'of' | 'fromMs' | 'position'>;
type Ended = Omit<Span, 'row'>;

/** In the order in which they began. */
export function findSpans(trace: Trace, endMs: number, leftOut: LeftOut | undefined): readonly Span[] {
  const found: Ended[] = [];
  const open: Begun[][] = trace.actors.map(() => []);
  const endThose = (actor: number, toMs: number, end: Span['end'], which: (begun: Begun) => boolean) => {
    const ending = open[actor]?.filter(which) ?? [];
    if (ending.length === 0) return;
    open[actor] = open[actor]?.filter((begun) => !ending.includes(begun)) ?? [];
    for (const begun of ending) found.push({ ...begun, toMs, end });
  };
  const follow = (mark: Mark, fromMs: number, position: number) => {
    const { actor, kind, of = '', span } = mark;
    if (span === 'ends') {
      const oldest = open[actor]?.find((begun) => begun.kind === kind && begun.of === of);
      endThose(actor, fromMs, 'ended', (begun) => begun === oldest);
      return;
    }
    if (span === 'becomes') endThose(actor, fromMs, 'ended', (begun) => begun.kind === kind);
    open[actor]?.push({ actor, kind, of, fromMs, position });
  };
  for (const [position, step] of trace.steps.entries()) {
    for (const mark of step.marks ?? []) if (mark.span) follow(mark, step.atMs, position);
    const dead = whoDiesIn(step);
    if (dead !== undefined) endThose(dead, step.atMs, 'died', () => true);
  }
  for (const actor of open.keys()) {
    if (leftOut) endThose(actor, leftOut.fromMs, 'unknown', ({ position }) => position < leftOut.first);
    endThose(actor, endMs, 'open', () => true);
  }
  return inRows(found);
}

function inRows(spans: readonly Ended[]): readonly Span[] {
  const busyUntil = new Map<number, number[]>();
  return [...spans]
    .sort((a, b) => a.position - b.position)
    .map((span) => {
      const rows = busyUntil.get(span.actor) ?? [];
      busyUntil.set(span.actor, rows);
      const free = rows.findIndex((untilMs) => untilMs <= span.fromMs);
      const row = free >= 0 ? free : rows.length;
      rows[row] = span.toMs;
      return { ...span, row };
    });
}
