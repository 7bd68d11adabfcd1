import { describe, expect, it } from 'vitest';
import { Random } from '../../../labrpc/sim/random.ts';
import { isLinearizable, isLinearizableInParts } from './brute-force.ts';
import { checkHistory } from './check.ts';
import { generateHistory } from './generate/generate.ts';
import { changeOneOutput, returnEarly } from './generate/spoil.ts';
import { allWorkloads, type Variety, type Workload } from './generate/workloads.ts';
import type { History, Operation } from './history.ts';
import type { Budget, Linearization } from './verdict.ts';

/** Of each model, so 102,000 in all. */
const SMALL_HISTORIES = 17_000;
const LONG_HISTORIES = 4;
/** Or as many more as it takes until one is not linearizable. */
const MOST_LONG_HISTORIES = 40;
const LONG = 10_000;
const BUDGET: Budget = { steps: 3_000_000, configurations: 1_000_000 };

const NAMES = allWorkloads({ keys: 1, values: 0, reads: 0, appends: 0 }).map(({ model }) => model.name);

describe('the checker', () => {
  it.each(NAMES)(`agrees with an enumeration of all orders on ${SMALL_HISTORIES} histories of %s`, (name) => {
    const count = { ok: 0, illegal: 0, withOpen: 0 };
    for (let seed = 1; seed <= SMALL_HISTORIES; seed++) {
      const { workload, history } = smallHistory(name, seed);
      const expected = isLinearizable(workload.object, history) ? 'ok' : 'illegal';
      const verdict = checkHistory(workload.model, history, BUDGET);
      if (verdict.kind !== expected) {
        expect.fail(`seed ${seed}: ${verdict.kind} instead of ${expected}\n${tell(workload, history)}`);
      }
      if (verdict.kind === 'ok' && !doExplain(workload, history, verdict.linearizations)) {
        expect.fail(`seed ${seed}: the order explains nothing\n${tell(workload, history)}`);
      }
      count[expected]++;
      if (history.some(({ returnedAt }) => returnedAt === undefined)) count.withOpen++;
    }
    expect(Math.min(count.ok, count.illegal, count.withOpen)).toBeGreaterThan(SMALL_HISTORIES / 20);
  });

  it.each(NAMES)(`agrees on ${LONG} operations of %s, and if one of them is changed`, (name) => {
    const verdicts = new Set<string>();
    for (let seed = 1; seed <= (verdicts.has('illegal') ? LONG_HISTORIES : MOST_LONG_HISTORIES); seed++) {
      const random = new Random('long histories', name, seed);
      const workload = workloadOf(name, { keys: 2, values: 4, reads: 0.6, appends: 0.5 });
      const history = generateHistory(workload, { operations: LONG, clients: 2, lost: 0 }, random);
      expect(checkHistory(workload.model, history, BUDGET).kind).toBe('ok');
      const changed = change(history, random);
      const expected = isLinearizableInParts(workload.object, changed) ? 'ok' : 'illegal';
      expect(checkHistory(workload.model, changed, BUDGET).kind).toBe(expected);
      verdicts.add(expected);
    }
    expect(verdicts).toContain('illegal');
  });

  it.each(NAMES)(`never calls a linearizable history of ${LONG} operations of %s illegal`, (name) => {
    for (const [clients, values, lost] of [
      [5, 3, 0],
      [20, 0, 0.001],
      [50, 0, 0],
    ] as const) {
      const random = new Random('linearizable histories', name, clients);
      const workload = workloadOf(name, { keys: 10, values, reads: 0.6, appends: 0.5 });
      const history = generateHistory(workload, { operations: LONG, clients, lost }, random);
      const { kind } = checkHistory(workload.model, history, { steps: 500_000, configurations: 500_000 });
      // One object with many operations at a time may need more steps than that.
      expect(workload.model.partition || clients === 5 ? ['ok'] : ['ok', 'unknown']).toContain(kind);
    }
  });
});

function smallHistory(
  name: string,
  seed: number,
): { workload: Workload; history: History<unknown, unknown> } {
  const random = new Random('small histories', name, seed);
  const variety = {
    keys: random.integer(1, 2),
    values: random.integer(0, 3),
    reads: random.pick([0.2, 0.5]),
    appends: 0.6,
  };
  const workload = workloadOf(name, variety);
  const load = {
    operations: random.integer(3, 9),
    clients: random.integer(1, 5),
    lost: random.pick([0, 0.2]),
  };
  let history = generateHistory(workload, load, random);
  for (let changes = random.integer(0, 3); changes > 0; changes--) history = change(history, random);
  return { workload, history };
}

function workloadOf(name: string, variety: Variety): Workload {
  return allWorkloads(variety).find(({ model }) => model.name === name) as Workload;
}

/** Perhaps so that it is not linearizable any more. */
function change(history: History<unknown, unknown>, random: Random): History<unknown, unknown> {
  return random.chance(0.5) ? changeOneOutput(history, random) : returnEarly(history, random);
}

/** Tries out what the checker gives as orders, on the whole object by itself. */
function doExplain(
  { object, model }: Workload,
  history: History<unknown, unknown>,
  linearizations: readonly Linearization[],
): boolean {
  const placed = new Set(linearizations.flatMap(({ order }) => order));
  const areAllPlaced = history.every(
    ({ returnedAt }, place) => returnedAt === undefined || placed.has(place),
  );
  return (
    areAllPlaced &&
    linearizations.every(({ object: name, order }) => {
      let state = object.initial;
      let latestCall = 0;
      return order.every((place) => {
        const { input, output, calledAt, returnedAt } = history[place] as Operation<unknown, unknown>;
        latestCall = Math.max(latestCall, calledAt);
        const next = object.apply(state, input);
        if (next) state = next.state;
        const isRight = output === undefined || JSON.stringify(output) === JSON.stringify(next?.output);
        const isInTime = returnedAt === undefined || returnedAt > latestCall;
        return next !== undefined && isRight && isInTime && model.partition?.(input) === name;
      });
    })
  );
}

function tell({ model }: Workload, history: History<unknown, unknown>): string {
  return history
    .map(({ input, output, calledAt, returnedAt }) => {
      return `${model.describe(input, output)} from ${calledAt} to ${returnedAt}`;
    })
    .join('\n');
}
