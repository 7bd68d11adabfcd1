import type { History, Operation } from './history.ts';
import type { Model } from './model.ts';
import { reasonsFor, statesAlong } from './reasons.ts';
import type { Conflict } from './verdict.ts';

/**
 * What there is to see of an object's history that has no explanation. Plain data, and small however long the
 * history was: the operations near the one that is impossible. They are named by their place in `operations`.
 */
export interface HistoryPicture {
  /** Of the model: `register`, `kv`. */
  readonly model: string;
  /** The object that all operations are about; undefined if the model knows only one. */
  readonly object?: string;
  /** In the order of their calls. */
  readonly operations: readonly PictureOperation[];
  /** The end of one of the longest orders that explain a part of the history; points may be missing in it. */
  readonly order: readonly OrderPoint[];
  /** The operation that cannot come after `order`, though it has to. */
  readonly impossible: number;
  /** The state after `order`, in words. */
  readonly stateThere: string;
  /** In sentences. `point 3` names a point of the order. */
  readonly why: readonly string[];
  /** Others that could come after `order` in time, and that lead nowhere. */
  readonly alsoTried: readonly number[];
  /** Operations of this object, and points of the order, that are not here. */
  readonly omitted: { readonly operations: number; readonly points: number };
}

export interface PictureOperation extends Moments {
  /** `client 3` */
  readonly client: string;
  /** `get("x") gives "1"`; `get("x")` if it never returned. */
  readonly text: string;
  /** Place among the calls and returns that are shown, from 0. */
  readonly call: number;
  /** Undefined: it never returned. */
  readonly return?: number;
}

/** Where an operation began and ended, as far as its source tells. */
export interface Moments {
  /** Virtual times. */
  readonly calledMs?: number;
  readonly returnedMs?: number;
  /** Lines of a file, from 1. */
  readonly calledOnLine?: number;
  readonly returnedOnLine?: number;
}

/** The moment at which an operation takes effect. */
export interface OrderPoint {
  /** Its number in the whole order, from 1. */
  readonly number: number;
  readonly operation: number;
  /** States in words. */
  readonly before: string;
  readonly after: string;
}

export interface PictureSource {
  /** `client 3` */
  readonly clientName: (client: number) => string;
  /** Of the operation at this place in the history. */
  readonly momentsOf?: (place: number) => Moments;
}

const OPERATIONS_MAX = 120;
/** Of the order, unless some of the earlier ones are of importance. */
const POINTS_MAX = 60;
const TRIED_MAX = 30;
/** Characters of a state or an operation. */
const TEXT_MAX = 300;

/** The picture of a conflict that a check of this history found. */
export function historyPicture<Input, Output, State>(
  model: Model<Input, Output, State>,
  history: History<Input, Output>,
  conflict: Conflict<Input, Output>,
  { clientName, momentsOf }: PictureSource,
): HistoryPicture {
  const { longest, object } = conflict;
  const states = statesAlong(model, history, longest);
  const reasons = reasonsFor(model, history, conflict, states, clientName);
  const ofObject = placesOf(model, history, object);
  const shown = shownPlaces(history, ofObject, conflict, reasons.points);
  const rankOf = ranks(history, shown);
  const at = new Map(shown.map((place, index) => [place, index]));
  const describe = (index: number) => shortened(model.describeState(states[index] as State));
  const order = longest.flatMap((place, index): OrderPoint[] => {
    const operation = at.get(place);
    if (operation === undefined) return [];
    return [{ number: index + 1, operation, before: describe(index), after: describe(index + 1) }];
  });
  return {
    model: model.name,
    ...(object === undefined ? {} : { object: shortened(object) }),
    operations: shown.map((place): PictureOperation => {
      const { client, input, output, calledAt, returnedAt } = operationAt(history, place);
      return {
        client: clientName(client),
        text: shortened(model.describe(input, output)),
        call: rankOf(calledAt),
        ...(returnedAt === undefined ? {} : { return: rankOf(returnedAt) }),
        ...momentsOf?.(place),
      };
    }),
    order,
    impossible: at.get(conflict.impossible) as number,
    stateThere: describe(longest.length),
    why: reasons.sentences,
    alsoTried: conflict.alsoTried.flatMap((place) => at.get(place) ?? []),
    omitted: { operations: ofObject.length - shown.length, points: longest.length - order.length },
  };
}

function placesOf<Input, Output, State>(
  model: Model<Input, Output, State>,
  history: History<Input, Output>,
  object: string | undefined,
): readonly number[] {
  return [...history.keys()].filter(
    (place) => object === undefined || model.partition?.(operationAt(history, place).input) === object,
  );
}

/** In the order of calls. What matters most is taken first, until there is enough. */
function shownPlaces<Input, Output>(
  history: History<Input, Output>,
  ofObject: readonly number[],
  { impossible, longest, alsoTried }: Conflict<Input, Output>,
  points: readonly number[],
): readonly number[] {
  const last = operationAt(history, impossible);
  const isBeside = (place: number) => {
    const { calledAt, returnedAt } = operationAt(history, place);
    return calledAt < (last.returnedAt ?? calledAt + 1) && (returnedAt ?? last.calledAt + 1) > last.calledAt;
  };
  const wanted = [
    impossible,
    ...points.map((number) => longest[number - 1] as number),
    ...alsoTried.slice(0, TRIED_MAX),
    ...longest.slice(-POINTS_MAX).reverse(),
    ...ofObject.filter(isBeside),
  ];
  const calledAt = (place: number) => operationAt(history, place).calledAt;
  return [...new Set(wanted)].slice(0, OPERATIONS_MAX).sort((a, b) => calledAt(a) - calledAt(b));
}

/** The place of each moment among those at which something that is shown was called or returned. */
function ranks<Input, Output>(
  history: History<Input, Output>,
  places: readonly number[],
): (moment: number) => number {
  const moments = places
    .flatMap((place) => {
      const { calledAt, returnedAt } = operationAt(history, place);
      return returnedAt === undefined ? [calledAt] : [calledAt, returnedAt];
    })
    .sort((a, b) => a - b);
  const rankOf = new Map(moments.map((moment, rank) => [moment, rank]));
  return (moment) => rankOf.get(moment) as number;
}

function operationAt<Input, Output>(
  history: History<Input, Output>,
  place: number,
): Operation<Input, Output> {
  const operation = history[place];
  if (!operation) throw new RangeError(`there is no operation ${place} in a history of ${history.length}`);
  return operation;
}

/** Its two ends: what tells states apart is mostly the end. */
function shortened(text: string): string {
  if (text.length <= TEXT_MAX) return text;
  const half = TEXT_MAX / 2;
  return `${text.slice(0, half)} … ${text.slice(-half)} (${text.length} characters)`;
}
