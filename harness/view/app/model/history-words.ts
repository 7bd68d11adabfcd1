import type { HistoryPicture, PictureOperation } from '../../../check/linearizability/picture.ts';
import { countText, timeText } from './words.ts';

/** What the bars are of, and what is not shown. */
export function historySummary({ model, object, operations, omitted }: HistoryPicture): string {
  const clients = new Set(operations.map(({ client }) => client)).size;
  const what = object === undefined ? `Model ${model}` : `Model ${model}, object ${JSON.stringify(object)}`;
  const shown = `${counted(operations.length, 'operation')} of ${counted(clients, 'client')}`;
  const parts = [
    ...(omitted.operations > 0 ? [`${counted(omitted.operations, 'operation')} farther away`] : []),
    ...(omitted.points > 0 ? [`${counted(omitted.points, 'earlier point')} of the order`] : []),
  ];
  return `${what}: ${shown}.${parts.length > 0 ? ` Not shown: ${parts.join(', among them ')}.` : ''}`;
}

/** How an operation stands to the order. */
export type Standing =
  | { readonly kind: 'point'; readonly number: number; readonly before: string; readonly after: string }
  | { readonly kind: 'impossible' | 'tried' | 'beside' };

export function standingOf({ order, impossible, alsoTried }: HistoryPicture, operation: number): Standing {
  if (operation === impossible) return { kind: 'impossible' };
  const point = order.find((each) => each.operation === operation);
  if (point) return { kind: 'point', number: point.number, before: point.before, after: point.after };
  return { kind: alsoTried.includes(operation) ? 'tried' : 'beside' };
}

/** `at 12 ms`, `line 7`; undefined if nobody knows. */
export function calledText({ calledMs, calledOnLine }: PictureOperation): string | undefined {
  return momentText(calledMs, calledOnLine);
}

export function returnedText({ returnedMs, returnedOnLine }: PictureOperation): string | undefined {
  return momentText(returnedMs, returnedOnLine);
}

function momentText(ms: number | undefined, line: number | undefined): string | undefined {
  if (ms !== undefined) return `at ${timeText(Math.round(ms * 1000) / 1000)}`;
  return line === undefined ? undefined : `line ${countText(line)}`;
}

function counted(count: number, word: string): string {
  return `${countText(count)} ${word}${count === 1 ? '' : 's'}`;
}
