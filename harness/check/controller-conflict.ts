import type { HistoryPicture } from './linearizability/picture.ts';

/** So much of the end of an order is told. */
const POINTS_TOLD = 5;

/** For a terminal: the order that explains most, and what has no place after it. `when` it was under way. */
export function tellConflict(
  { operations, order, omitted, impossible, why }: HistoryPicture,
  when: string,
): string {
  const text = (index: number) => `${operations[index]?.client}'s ${operations[index]?.text}`;
  const points = order.slice(-POINTS_TOLD).map(({ number, operation }) => `${number}. ${text(operation)}`);
  const isWhole = order.length <= POINTS_TOLD && omitted.points === 0;
  const ends =
    points.length === 0
      ? ''
      : ` The one that explains most ${isWhole ? 'is' : 'ends with'} ${points.join(', ')}.`;
  const it = text(impossible);
  const [first = '', ...rest] = why;
  const reason = first.startsWith(it) ? `it${first.slice(it.length)}` : first;
  return `${ends} Then ${it}, ${when}, has no place: ${[reason, ...rest].join(' ')}`.trimStart();
}
