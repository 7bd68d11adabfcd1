import type { Span } from './spans.ts';

/** Who holds a lock, and the lease that it has of it, as the server sees it. */
export function isLockSpan({ kind }: Pick<Span, 'kind'>): boolean {
  return kind === 'holds' || kind === 'lease';
}

/** The lock that a span of such a kind is about: of `lock a, token 33` what is before the comma. */
export function lockOf({ of }: Pick<Span, 'of'>): string {
  return of.split(', ')[0] ?? of;
}

/** What spans of one colour have in common: a lock, whose key it is, or else the kind. */
export function colorNameOf(span: Pick<Span, 'kind' | 'of'>): string {
  if (isLockSpan(span)) return lockOf(span);
  return span.kind === 'key' ? span.of : span.kind;
}

/** Two actors that hold one lock at once, of whom at least one does not share it. */
export interface Overlap {
  readonly lock: string;
  readonly spans: readonly [Span, Span];
  readonly fromMs: number;
  readonly toMs: number;
  /** Both still held it when the run ended. */
  readonly isOpen: boolean;
}

/** In the order in which they began. `spans`: in the order in which they began. */
export function findOverlaps(spans: readonly Span[]): readonly Overlap[] {
  const holding = new Map<string, readonly Span[]>();
  return spans.flatMap((span) => {
    if (span.kind !== 'holds') return [];
    const lock = lockOf(span);
    const others = (holding.get(lock) ?? []).filter((other) => isGoingOn(other, span.position));
    holding.set(lock, [...others, span]);
    return others.flatMap((other): Overlap[] => {
      if (other.actor === span.actor || (isShared(other) && isShared(span))) return [];
      const isOpen = other.end === 'open' && span.end === 'open';
      const toMs = Math.min(other.toMs, span.toMs);
      return [{ lock, spans: [other, span], fromMs: span.fromMs, toMs, isOpen }];
    });
  });
}

/** Of what ended where steps are left out nobody knows. */
function isGoingOn({ end, endPosition }: Span, position: number): boolean {
  return end === 'open' || (endPosition ?? -1) > position;
}

/** Readers share a lock. */
export function isShared({ text }: Pick<Span, 'text'>): boolean {
  return text.includes('for reading');
}
