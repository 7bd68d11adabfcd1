import type { HistoryPicture, PictureOperation } from '../../../check/linearizability/picture.ts';
import { TimeScale } from './time-scale.ts';

/** Where everything of a picture stands, in pixels from its left end, while it is not zoomed. */
export interface HistoryAxis {
  /** By operation. */
  readonly calls: readonly number[];
  /** By operation; undefined if it never returned. */
  readonly returns: readonly (number | undefined)[];
  /** By place in `order`. */
  readonly points: readonly number[];
  /** Where the impossible operation would have to take effect. */
  readonly impossible: number;
  readonly length: number;
}

/** Something that has a place of its own on the axis. */
type Column =
  | { readonly kind: 'call' | 'return'; readonly operation: number }
  | { readonly kind: 'point'; readonly point: number }
  | { readonly kind: 'impossible' };

/** Pixels from what stands before. */
const GAPS: Readonly<Record<Column['kind'], number>> = { call: 12, return: 12, point: 20, impossible: 24 };
/** Of a letter on a bar, on the average; a little more than it takes. */
const LETTER = 6.7;
const LETTERS_MAX = 34;
/** From the middle of a point's number to a text beside it. */
export const BESIDE_POINT = 12;
const BAR_MARGIN = 16;

/** Order only: whatever happens takes as much room as it needs to be read. */
export function orderAxis(picture: HistoryPicture): HistoryAxis {
  const places: number[] = [];
  const callPlaces: number[] = [];
  const pointPlaces: number[] = [];
  let place = 0;
  for (const column of columnsOf(picture)) {
    place += GAPS[column.kind];
    const operation = operationOf(picture, column);
    if (column.kind === 'call') callPlaces[operation] = place;
    else if (column.kind === 'return') {
      const textWidth = textWidthOf(picture, operation);
      const call = callPlaces[operation] as number;
      const point = pointPlaces[operation] ?? call - BESIDE_POINT;
      const fitsBefore = point - call - BESIDE_POINT > textWidth;
      place = Math.max(place, (fitsBefore ? call : point + BESIDE_POINT) + textWidth + BAR_MARGIN);
    } else pointPlaces[operation] = place;
    places.push(place);
  }
  return axisOf(picture, places);
}

/** Pixels that the text on an operation's bar takes, at most. */
export function textWidthOf({ operations }: HistoryPicture, operation: number): number {
  return Math.min(operations[operation]?.text.length ?? 0, LETTERS_MAX) * LETTER;
}

function operationOf({ order, impossible }: HistoryPicture, column: Column): number {
  if (column.kind === 'impossible') return impossible;
  return column.kind === 'point' ? (order[column.point]?.operation ?? -1) : column.operation;
}

/**
 * By virtual time, as long as `length` pixels; times at which nothing happens are shortened. Undefined if the
 * times are not known.
 */
export function timeAxis(picture: HistoryPicture, length: number): HistoryAxis | undefined {
  const timeOf = (column: Column): number | undefined => {
    if (column.kind !== 'call' && column.kind !== 'return') return undefined;
    const { calledMs, returnedMs } = picture.operations[column.operation] as PictureOperation;
    return column.kind === 'call' ? calledMs : returnedMs;
  };
  const columns = columnsOf(picture);
  const times = columns.map(timeOf);
  const isEvent = columns.map(({ kind }) => kind === 'call' || kind === 'return');
  if (times.some((time, index) => isEvent[index] && time === undefined)) return undefined;
  const known = times.filter((time) => time !== undefined).sort((a, b) => a - b);
  const scale = TimeScale.squeezed(known, usualDuration(picture));
  const first = scale.place(known[0] ?? 0);
  const whole = Math.max(scale.place(known.at(-1) ?? 0) - first, 1);
  const margin = GAPS.call;
  const places = times.map((time) =>
    time === undefined ? undefined : margin + ((scale.place(time) - first) / whole) * (length - margin),
  );
  return axisOf(picture, interpolated(places, length + GAPS.impossible));
}

/** Calls and returns in their order, and the points between them: each as early as it can be. */
function columnsOf({ operations, order, impossible }: HistoryPicture): readonly Column[] {
  const events: Column[] = [];
  for (const [operation, { call, return: end }] of operations.entries()) {
    events[call] = { kind: 'call', operation };
    if (end !== undefined) events[end] = { kind: 'return', operation };
  }
  const pointsAfter = new Map<number, Column[]>();
  let latest = 0;
  const add = (operation: number, column: Column) => {
    latest = Math.max(latest, operations[operation]?.call ?? 0);
    pointsAfter.set(latest, [...(pointsAfter.get(latest) ?? []), column]);
  };
  for (const [point, { operation }] of order.entries()) add(operation, { kind: 'point', point });
  add(impossible, { kind: 'impossible' });
  return events.flatMap((event, rank) => [event, ...(pointsAfter.get(rank) ?? [])]);
}

/** Spreads what has no place between its neighbours that have one. */
function interpolated(places: readonly (number | undefined)[], end: number): readonly number[] {
  let before = 0;
  return places.map((place, index) => {
    if (place !== undefined) {
      before = place;
      return place;
    }
    const next = places.findIndex((other, at) => at > index && other !== undefined);
    const missing = (next < 0 ? places.length : next) - index;
    before += ((places[next] ?? end) - before) / (missing + 1);
    return before;
  });
}

function axisOf(picture: HistoryPicture, places: readonly number[]): HistoryAxis {
  const calls: number[] = [];
  const returns: (number | undefined)[] = picture.operations.map(() => undefined);
  const points: number[] = [];
  let impossible = 0;
  for (const [index, column] of columnsOf(picture).entries()) {
    const place = places[index] as number;
    if (column.kind === 'call') calls[column.operation] = place;
    else if (column.kind === 'return') returns[column.operation] = place;
    else if (column.kind === 'point') points[column.point] = place;
    else impossible = place;
  }
  return { calls, returns, points, impossible, length: Math.max(...places) + GAPS.impossible };
}

function usualDuration({ operations }: HistoryPicture): number {
  const durations = operations
    .flatMap(({ calledMs = 0, returnedMs }) => (returnedMs === undefined ? [] : [returnedMs - calledMs]))
    .sort((a, b) => a - b);
  return Math.max(durations[Math.floor(durations.length / 2)] ?? 1, 0.1);
}
