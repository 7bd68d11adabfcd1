import type { History, Operation } from './history.ts';
import type { Model } from './model.ts';
import { ObjectSearch } from './object-search.ts';
import { statesAlong } from './reasons.ts';
import type { Budget, Conflict } from './verdict.ts';

/**
 * What an explanation may cost: halving looks at most of a long history some twenty times. If that is too
 * little, it is of a later moment than need be.
 */
const MOST_STEPS = 50_000;
const MOST_STEPS_PER_OPERATION = 40;

/** An object without an order, and its operations. */
interface Culprit {
  readonly object: string | undefined;
  readonly places: readonly number[];
  /** Everything that returned before this moment has an explanation; perhaps more has. */
  readonly explainedBefore: number;
}

/**
 * Why an object's operations have no order. If a history has one, so has its beginning up to any moment, for
 * which what was still open then need not have taken effect. So there is a first return up to which it has
 * none, found by ever longer strides and then by halving: the operation that returned then is the impossible
 * one, and up to the return before there is an order, which explains as much as can be explained.
 */
export function findConflict<Input, Output, State>(
  model: Model<Input, Output, State>,
  history: History<Input, Output>,
  { object, places, explainedBefore }: Culprit,
  budget: Budget,
): { readonly conflict: Conflict<Input, Output>; readonly steps: number } {
  const at = (place: number) => history[place] as Operation<Input, Output>;
  const returnOf = (place: number) => at(place).returnedAt ?? Number.POSITIVE_INFINITY;
  const returned = places.filter((place) => at(place).returnedAt !== undefined);
  returned.sort((a, b) => returnOf(a) - returnOf(b));
  const beginnings = new Beginnings(model, history, budget);
  const explain = (index: number) => beginnings.explain(places, returnOf(returned[index] as number));
  let explained = returned.filter((place) => returnOf(place) < explainedBefore).length - 1;
  let unexplained = returned.length - 1;
  let longest: readonly number[] | undefined;
  for (let stride = 1; unexplained - explained > 1; stride *= 2) {
    const next = Math.min(explained + stride, (explained + unexplained) >> 1);
    const order = explain(next);
    if (order === 'unknown') break;
    if (order === 'illegal') unexplained = next;
    else {
      explained = next;
      longest = order;
    }
  }
  if (!longest) {
    const order = explained < 0 ? [] : explain(explained);
    longest = typeof order === 'string' ? [] : order;
  }
  const impossible = returned[unexplained] as number;
  const states = statesAlong(model, history, longest).map((state) => model.describeState(state));
  const inOrder = new Set(longest);
  const conflict: Conflict<Input, Output> = {
    object,
    longest,
    states: states.slice(1),
    stateThere: states[longest.length] as string,
    impossible,
    alsoTried: places.filter(
      (place) => place !== impossible && !inOrder.has(place) && at(place).calledAt < returnOf(impossible),
    ),
    operation: { input: at(impossible).input, output: at(impossible).output },
  };
  return { conflict, steps: beginnings.steps };
}

/** Orders for what had happened up to a moment. */
class Beginnings<Input, Output, State> {
  steps = 0;
  private readonly model: Model<Input, Output, State>;
  private readonly history: History<Input, Output>;
  private readonly mostSteps: number;
  private readonly room: { left: number };

  constructor(model: Model<Input, Output, State>, history: History<Input, Output>, budget: Budget) {
    this.model = model;
    this.history = history;
    this.mostSteps = Math.min(MOST_STEPS + MOST_STEPS_PER_OPERATION * history.length, budget.steps);
    this.room = { left: budget.configurations };
  }

  /**
   * As places in the history. What returned after this moment counts as still open, but if it took effect, it
   * gave what it gave.
   */
  explain(places: readonly number[], moment: number): readonly number[] | 'illegal' | 'unknown' {
    const cut: Operation<Input, Output>[] = [];
    const called: number[] = [];
    for (const place of places) {
      const operation = this.history[place] as Operation<Input, Output>;
      if (operation.calledAt > moment) continue;
      const isOpen = operation.returnedAt === undefined || operation.returnedAt > moment;
      cut.push(isOpen ? { ...operation, returnedAt: undefined } : operation);
      called.push(place);
    }
    const search = new ObjectSearch(this.model, cut, [...cut.keys()], this.room);
    const progress = search.run(this.mostSteps - this.steps);
    this.steps += search.steps;
    search.end();
    if (progress === 'illegal') return progress;
    if (progress !== 'ok') return 'unknown';
    return search.linearization().map((index) => called[index] as number);
  }
}
