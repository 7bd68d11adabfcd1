import type { MarkGroup } from './mark-groups.ts';

/** Kinds whose text says what one looks for. */
const WORDY: ReadonlySet<string> = new Set([
  'done',
  'event',
  'broadcast',
  'deliver',
  'expired',
  'refused',
  'notified',
  'written',
  'accepted',
]);

/** Whether the labels of a mark are worth a place that is not right beside its sign. */
export function hasWords({ kind, of }: Pick<MarkGroup, 'kind' | 'of'>): boolean {
  return of !== undefined || WORDY.has(kind);
}

/** What stands beside the sign of a mark, if there is room; the longest first. */
export function markLabels({ kind, term, of, indexes, texts }: MarkGroup): readonly string[] {
  if (kind === 'term') return [`t${term ?? ''}`];
  if (kind === 'leader') return [];
  if (kind === 'event') return eventLabels(texts);
  if (!hasWords({ kind, of })) return [indexes ?? ''];
  if (texts.length > 1) return [texts.join(', '), `${texts.length} × ${kind}`];
  // The sign says that much.
  const text = (texts[0] ?? '').replace(/^(accepted|refused):? /, '');
  const last = text.split(', ').at(-1);
  return [text, of, last].filter((label) => label !== undefined);
}

/** `time 7`, `7`; of a step with several events `7, 8, 9`, or the last of them. */
function eventLabels(texts: readonly string[]): readonly string[] {
  const values = texts.map((text) => text.replace(/^time /, ''));
  return [...(texts.length === 1 ? texts : []), values.join(', '), values.at(-1) ?? ''];
}
