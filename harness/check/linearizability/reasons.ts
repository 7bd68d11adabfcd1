import type { History, Operation } from './history.ts';
import type { Model } from './model.ts';
import type { Conflict } from './verdict.ts';

/** Why an operation cannot come after an order that explains the rest. */
export interface Reasons {
  /** `point 3` in them names the third operation of the order. */
  readonly sentences: readonly string[];
  /** Numbers of those points. */
  readonly points: readonly number[];
}

/**
 * The states before, between and after the operations of an order, which starts in the initial state. Throws
 * if one of them is not possible where it stands: then it is no order that explains anything.
 */
export function statesAlong<Input, Output, State>(
  model: Model<Input, Output, State>,
  history: History<Input, Output>,
  order: readonly number[],
): readonly State[] {
  const states = [model.initial];
  for (const [index, place] of order.entries()) {
    const { input, output } = history[place] as Operation<Input, Output>;
    const next = model.step(states[index] as State, input, output);
    if (next === undefined) throw new Error(`operation ${place} is not possible at point ${index + 1}`);
    states.push(next);
  }
  return states;
}

/** `states`: along the longest order of the conflict. */
export function reasonsFor<Input, Output, State>(
  model: Model<Input, Output, State>,
  history: History<Input, Output>,
  conflict: Conflict<Input, Output>,
  states: readonly State[],
  clientName: (client: number) => string,
): Reasons {
  const { impossible, longest } = conflict;
  const at = (place: number) => history[place] as Operation<Input, Output>;
  const { client, input, output, calledAt } = at(impossible);
  const isPossibleIn = (state: State) => model.step(state, input, output) !== undefined;
  const who = `${clientName(client)}'s ${model.describe(input, output)}`;
  const there = model.describeState(states[longest.length] as State);
  const first = `${who} has to take effect before it returns, and cannot in the state ${there}.`;
  const possible = states.findLastIndex(isPossibleIn);
  if (possible < 0) {
    const sentences = [first, 'No state in this order allows it.'];
    return { sentences, points: [] };
  }
  const state = model.describeState(states[possible] as State);
  const when = possible === 0 ? 'at the beginning' : `after point ${possible}`;
  const earlier = longest.findLastIndex((place) => (at(place).returnedAt ?? calledAt) < calledAt) + 1;
  const points = possible === 0 ? [] : [possible];
  if (possible < earlier) {
    const place = longest[earlier - 1] as number;
    const other = `${clientName(at(place).client)}'s ${model.describe(at(place).input, at(place).output)}`;
    const last = `The last state that allows it was ${state}, ${when}.`;
    const late = `But ${other} (point ${earlier}) had returned before it was called, so it comes later.`;
    return { sentences: [first, last, late], points: [...points, possible + 1, earlier] };
  }
  const broken = firstBroken(model, history, conflict, states, possible);
  const last = `It could take effect ${when}, in the state ${state}.`;
  if (broken === undefined) return { sentences: [first, last], points };
  const then = `Then what comes at point ${broken} is not possible any more.`;
  return { sentences: [first, last, then], points: [...points, broken] };
}

/** The first point that is not possible any more if the impossible operation comes after point `after`. */
function firstBroken<Input, Output, State>(
  model: Model<Input, Output, State>,
  history: History<Input, Output>,
  { impossible, longest }: Conflict<Input, Output>,
  states: readonly State[],
  after: number,
): number | undefined {
  const order = [...longest.slice(0, after), impossible, ...longest.slice(after)];
  let state = states[after] as State;
  for (let index = after; index < order.length; index++) {
    const { input, output } = history[order[index] as number] as Operation<Input, Output>;
    const next = model.step(state, input, output);
    if (next === undefined) return index;
    state = next;
  }
  return undefined;
}
