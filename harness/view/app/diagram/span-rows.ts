import type { NetworkSpan } from '../model/bands.ts';

/** Spans of one kind that began and ended together, and the row in which they are shown. */
export interface SpanRow {
  readonly kind: NetworkSpan['kind'];
  readonly fromMs: number;
  readonly toMs: number;
  readonly texts: readonly string[];
  readonly row: number;
}

/** More would leave no room for the lanes. */
const ROWS_MAX = 3;

/** Gives each span a row in which it covers no other one, as far as the rows suffice. */
export function spanRows(spans: readonly NetworkSpan[]): readonly SpanRow[] {
  const together = new Map<string, NetworkSpan[]>();
  for (const span of spans) {
    const key = `${span.kind} ${span.fromMs} ${span.toMs}`;
    const group = together.get(key);
    if (group) group.push(span);
    else together.set(key, [span]);
  }
  const ends: number[] = [];
  return [...together.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { kind, fromMs, toMs } = first;
    const free = ends.findIndex((end) => end <= fromMs);
    const row = free >= 0 ? free : Math.min(ends.length, ROWS_MAX - 1);
    ends[row] = Math.max(toMs, ends[row] ?? 0);
    return [{ kind, fromMs, toMs, texts: group.map(({ text }) => text), row }];
  });
}
