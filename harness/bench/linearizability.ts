import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../../labrpc/sim/random.ts';
import { readHistoryFile } from '../check/history-files/formats.ts';
import { checkHistory } from '../check/linearizability/check.ts';
import { generateHistory } from '../check/linearizability/generate/generate.ts';
import { spoilEveryKey, WRONG_GETS } from '../check/linearizability/generate/spoil.ts';
import { kvWorkload, registerWorkload } from '../check/linearizability/generate/workloads.ts';
import type { History } from '../check/linearizability/history.ts';
import type { Model } from '../check/linearizability/model.ts';
import type { Budget } from '../check/linearizability/verdict.ts';
import { median } from './labs.ts';

/** Recorded by others, beside the project and no part of it. */
const ETCD = fileURLToPath(new URL('../../../shared/data/histories/etcd', import.meta.url));
const BUDGET: Budget = { steps: 10_000_000, configurations: 1_000_000 };
const REGISTERS = 60;
const WARM_UP_ROUNDS = 3;
const ROUNDS = 5;
const SEEDS = 20;

const MANY_STEPS = 1_000_000;

interface Example {
  readonly model: Model<unknown, unknown, unknown>;
  readonly history: History<unknown, unknown>;
}

/** Times are of one thread when warm, in ms; a step is an operation tried in a state. */
export interface LinearizabilityCost {
  /** 60 histories of one register, like those of Jepsen's etcd tests. */
  readonly registersMs: number;
  /** 60 of Jepsen's etcd tests; undefined if they are not beside the project. */
  readonly recordedMs: number | undefined;
  /**
   * Many histories of 2,000 operations by 50 clients on 10 keys, more than 10 open at a time on a key, with a
   * wrong get of every key: the median one, and the worst.
   */
  readonly illegalMs: number;
  readonly illegalWorstMs: number;
  readonly illegalWorstSteps: number;
  /** A linearizable history of 10,000 operations by 50 clients on 10 keys. */
  readonly okMs: number;
  readonly stepsPerSecond: number;
}

/** Throws if a verdict is wrong. */
export function linearizabilityCost(): LinearizabilityCost {
  const registers = Array.from({ length: REGISTERS }, (_, seed) => registerExample(seed));
  const illegal = illegalExamples();
  const steps = illegal.map((example) => check(example, 'illegal'));
  const illegalMs = illegal.map((example) => timeOf([example]));
  const ok = Array.from({ length: ROUNDS }, (_, seed) => okExample(seed));
  for (const example of ok) check(example, 'ok');
  return {
    registersMs: medianTime(registers),
    recordedMs: existsSync(ETCD) ? medianTime(recordedExamples()) : undefined,
    illegalMs: median(illegalMs),
    illegalWorstMs: Math.max(...illegalMs),
    illegalWorstSteps: Math.max(...steps),
    okMs: median(ok.map((example) => timeOf([example]))),
    stepsPerSecond: stepsPerSecond(),
  };
}

function registerExample(seed: number): Example {
  const workload = registerWorkload({ keys: 1, values: 5, reads: 0.34, appends: 0 });
  const load = { operations: 85, clients: 5, lost: 0.075 };
  const history = generateHistory(workload, load, new Random('bench registers', seed));
  return { model: workload.model, history };
}

function recordedExamples(): Example[] {
  return readdirSync(ETCD).map((file) => {
    const { model, operations } = readHistoryFile(readFileSync(join(ETCD, file)));
    return { model, history: operations };
  });
}

function illegalExamples(): Example[] {
  const workload = kvWorkload({ keys: 10, values: 0, reads: 0.34, appends: 0.5 });
  const load = { operations: 2000, clients: 50, lost: 0 };
  return WRONG_GETS.flatMap((wrong) =>
    Array.from({ length: SEEDS }, (_, seed) => {
      const random = new Random('bench illegal', wrong, seed);
      const history = spoilEveryKey(generateHistory(workload, load, random), wrong, random);
      return { model: workload.model, history };
    }),
  );
}

function okExample(seed: number): Example {
  const workload = kvWorkload({ keys: 10, values: 0, reads: 0.34, appends: 0.5 });
  const load = { operations: 10_000, clients: 50, lost: 0 };
  return { model: workload.model, history: generateHistory(workload, load, new Random('bench ok', seed)) };
}

function stepsPerSecond(): number {
  const example = hardExample();
  const budget = { ...BUDGET, steps: MANY_STEPS };
  const { steps } = checkHistory(example.model, example.history, budget);
  return (steps / medianTime([example], budget)) * 1000;
}

/** 50 operations of one object are open at a time. */
function hardExample(): Example {
  const workload = registerWorkload({ keys: 1, values: 0, reads: 0.34, appends: 0 });
  const load = { operations: 2000, clients: 50, lost: 0 };
  return { model: workload.model, history: generateHistory(workload, load, new Random('bench hard')) };
}

/** Its steps. */
function check({ model, history }: Example, expected: 'ok' | 'illegal'): number {
  const { kind, steps } = checkHistory(model, history, BUDGET);
  if (kind !== expected) throw new Error(`a history that is ${expected} was called ${kind}`);
  return steps;
}

function medianTime(examples: readonly Example[], budget: Budget = BUDGET): number {
  for (let round = 0; round < WARM_UP_ROUNDS; round++) timeOf(examples, budget);
  return median(Array.from({ length: ROUNDS }, () => timeOf(examples, budget)));
}

function timeOf(examples: readonly Example[], budget: Budget = BUDGET): number {
  const begun = performance.now();
  for (const { model, history } of examples) checkHistory(model, history, budget);
  return performance.now() - begun;
}
