import type { Mark } from '../../../trace/trace.ts';

/** Marks of one kind that a step put on one lane. */
export interface MarkGroup {
  readonly actor: number;
  readonly kind: string;
  readonly term: number | undefined;
  /** What it is about, if that is one thing: `mr-out-3`. */
  readonly of: string | undefined;
  /** `3–7`, or `3`; undefined if it is not about log indexes. */
  readonly indexes: string | undefined;
  /** In very few words: `✓ 3–7`, `★ term 2`. */
  readonly short: string;
  readonly texts: readonly string[];
}

/** A step may apply fifty entries: that is one sign. */
export function markGroups(marks: readonly Mark[]): readonly MarkGroup[] {
  const groups = new Map<string, [Mark, ...Mark[]]>();
  for (const mark of marks) {
    const key = `${mark.actor} ${mark.kind} ${mark.span ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(mark);
    else groups.set(key, [mark]);
  }
  return [...groups.values()].map((group) => {
    const { actor, kind, term } = group[0];
    const indexes = rangeText(group.flatMap(({ index }) => index ?? []));
    const texts = group.map(({ text }) => text);
    const of = group.length === 1 ? group[0].of : undefined;
    return { actor, kind, term, of, indexes, short: shortText(group, indexes), texts };
  });
}

function rangeText(indexes: readonly number[]): string | undefined {
  if (indexes.length === 0) return undefined;
  const [least, most] = [Math.min(...indexes), Math.max(...indexes)];
  return least === most ? String(least) : `${least}–${most}`;
}

function shortText(group: readonly [Mark, ...Mark[]], indexes: string | undefined): string {
  const { kind, term, text } = group[0];
  if (kind === 'leader') return `★ term ${term ?? '?'}`;
  if (kind === 'follower') return '☆';
  if (kind === 'term') return `t${term ?? ''}`;
  if (kind === 'commit' && indexes) return `✓ ${indexes}`;
  if (indexes) return `${kind} ${indexes}`;
  return group.length > 1 ? `${group.length} × ${kind}` : text;
}
