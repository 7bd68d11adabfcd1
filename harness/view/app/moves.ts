import { causeOf, deliveriesOf } from './model/causes.ts';
import type { Run } from './model/run.ts';
import type { Shown } from './model/search.ts';
import { countUpTo } from './model/state-history.ts';

/** Where a key leads from a step; undefined if there is nothing there. */
export type Move =
  | 'previous'
  | 'next'
  | 'previous-own'
  | 'next-own'
  | 'lane-up'
  | 'lane-down'
  | 'first'
  | 'last'
  | 'send'
  | 'delivery'
  | 'failing';

export function moveFrom(run: Run, shown: Shown, position: number, move: Move): number | undefined {
  const { steps } = shown;
  const actor = run.steps[position]?.actor;
  const own = () => steps.filter((step) => run.steps[step]?.actor === actor);
  switch (move) {
    case 'previous':
      return before(steps, position);
    case 'next':
      return after(steps, position);
    case 'previous-own':
      return before(own(), position);
    case 'next-own':
      return after(own(), position);
    case 'lane-up':
      return otherLane(run, steps, position, -1);
    case 'lane-down':
      return otherLane(run, steps, position, 1);
    case 'first':
      return steps[0];
    case 'last':
      return steps.at(-1);
    case 'send':
      return causeOf(run, position)?.position;
    case 'delivery':
      return deliveriesOf(run, position)[0]?.position;
    case 'failing':
      return run.failing;
  }
}

function before(steps: readonly number[], position: number): number | undefined {
  return steps[countUpTo(steps, position - 1) - 1];
}

function after(steps: readonly number[], position: number): number | undefined {
  return steps[countUpTo(steps, position)];
}

/** The last step until now of the next lane in this direction that has one. */
function otherLane(run: Run, steps: readonly number[], position: number, by: 1 | -1): number | undefined {
  const here = run.steps[position]?.actor ?? -1;
  for (let lane = here + by; lane >= -1 && lane < run.trace.actors.length; lane += by) {
    const inLane = steps.filter((step) => (run.steps[step]?.actor ?? -1) === lane);
    const found = inLane[countUpTo(inLane, position) - 1] ?? inLane[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
