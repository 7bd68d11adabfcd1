import { findConflict } from './conflict.ts';
import type { History } from './history.ts';
import type { Model } from './model.ts';
import { ObjectSearch } from './object-search.ts';
import type { Budget, Linearization, Verdict } from './verdict.ts';

/** Steps of each object in the first round. They double from round to round. */
const FIRST_STEPS = 256;

/** One object of a history, its operations, and the search for an order of them once it has begun. */
interface Task<Input, Output, State> {
  readonly object: string | undefined;
  readonly places: readonly number[];
  search?: ObjectSearch<Input, Output, State>;
}

/**
 * Whether a history is linearizable. Objects are searched in turn with ever more steps, since one can cost
 * ten thousand times as much as another: the first that has no order decides.
 */
export function checkHistory<Input, Output, State>(
  model: Model<Input, Output, State>,
  history: History<Input, Output>,
  budget: Budget,
): Verdict<Input, Output> {
  const room = { left: budget.configurations };
  const linearizations: Linearization[] = [];
  let steps = 0;
  let spent: 'steps' | 'configurations' | undefined;
  let tasks: Task<Input, Output, State>[] = splitByObject(model, history);
  for (let turn = FIRST_STEPS; tasks.length > 0 && spent !== 'steps'; turn *= 2) {
    const unfinished: typeof tasks = [];
    for (const task of tasks) {
      const { object, places } = task;
      task.search ??= new ObjectSearch(model, history, places, room);
      const { search } = task;
      const before = search.steps;
      const progress = search.run(Math.min(turn, budget.steps - steps));
      steps += search.steps - before;
      if (progress === 'going on') {
        unfinished.push(task);
        if (steps === budget.steps) spent = 'steps';
        continue;
      }
      search.end();
      if (progress === 'ok') linearizations.push({ object, order: search.linearization() });
      else if (progress === 'no room') spent ??= 'configurations';
      else {
        const left = { steps: budget.steps - steps, configurations: budget.configurations };
        const { explainedBefore } = search;
        const found = findConflict(model, history, { object, places, explainedBefore }, left);
        return { kind: 'illegal', steps: steps + found.steps, conflict: found.conflict };
      }
    }
    tasks = unfinished;
  }
  return spent ? { kind: 'unknown', steps, spent } : { kind: 'ok', steps, linearizations };
}

/** In the order in which the history begins to speak of them. */
function splitByObject<Input, Output, State>(
  model: Model<Input, Output, State>,
  history: History<Input, Output>,
): Task<Input, Output, State>[] {
  const placesOf = new Map<string | undefined, number[]>();
  for (const [place, { input }] of history.entries()) {
    const object = model.partition?.(input);
    const places = placesOf.get(object);
    if (places) places.push(place);
    else placesOf.set(object, [place]);
  }
  return Array.from(placesOf, ([object, places]) => ({ object, places }));
}
