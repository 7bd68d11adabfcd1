import type { HistoryPicture } from '../../../check/linearizability/picture.ts';

/** Clients, each with its operations in the order of their calls. */
export interface HistoryLane {
  readonly client: string;
  readonly operations: readonly number[];
}

/** By name: `client 2` comes before `client 10`. */
export function historyLanes({ operations }: HistoryPicture): readonly HistoryLane[] {
  const lanes = new Map<string, number[]>();
  for (const [operation, { client }] of operations.entries()) {
    const lane = lanes.get(client);
    if (lane) lane.push(operation);
    else lanes.set(client, [operation]);
  }
  return [...lanes]
    .map(([client, own]) => ({ client, operations: own }))
    .sort((a, b) => a.client.localeCompare(b.client, 'en', { numeric: true }));
}

export type HistoryMove = 'previous' | 'next' | 'first' | 'last' | 'lane-up' | 'lane-down';

/**
 * Where a key leads from an operation: along the order, then to the impossible one, then to those that were
 * tried in its place; or to the next lane.
 */
export function historyMove(picture: HistoryPicture, from: number, move: HistoryMove): number | undefined {
  const { order, impossible, alsoTried } = picture;
  const inOrder = [...order.map(({ operation }) => operation), impossible];
  const way = [...inOrder, ...alsoTried.filter((operation) => !inOrder.includes(operation))];
  const at = way.indexOf(from);
  switch (move) {
    case 'previous':
      return at < 0 ? impossible : way[at - 1];
    case 'next':
      return at < 0 ? impossible : way[at + 1];
    case 'first':
      return way[0];
    case 'last':
      return impossible;
    case 'lane-up':
      return otherLane(picture, from, -1);
    case 'lane-down':
      return otherLane(picture, from, 1);
  }
}

/** In the next lane, the one that was called nearest in time. */
function otherLane(picture: HistoryPicture, from: number, by: 1 | -1): number | undefined {
  const lanes = historyLanes(picture);
  const lane = lanes.findIndex(({ operations }) => operations.includes(from));
  const distance = (operation: number) =>
    Math.abs((picture.operations[operation]?.call ?? 0) - (picture.operations[from]?.call ?? 0));
  return lanes[lane + by]?.operations.toSorted((a, b) => distance(a) - distance(b))[0];
}
