import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Choice, RunChoices } from '../../../labrpc/sim/planned-run.ts';
import type { RunPlan } from '../../../labrpc/sim/run-plan.ts';
import type { Attempt } from './search.ts';
import type { Shrunk } from './shrink.ts';
import { progressText, shrunkText } from './shrink-text.ts';

const PAINT = pc.createColors(false);

function choices(...keys: readonly string[]): Choice[] {
  return keys.map((key, index) => ({ key: `${key} #${index}`, atMs: 10 * index }));
}

function attempt(delivered: number, rest: Partial<RunChoices>, plan: RunPlan = {}): Attempt {
  const none = { faults: [], operations: [], rounds: [], anomalies: [], waits: [] };
  const counts = { events: 40, rpcs: 0, bytes: 0, virtualMs: 1200, cpuMs: 0, exercised: {}, logs: [] };
  return {
    plan,
    result: {
      ...{ part: 'lab1', slug: 'storm', seed: 1, failure: undefined, fingerprint: '', ...counts },
      choices: { delivered, clusterSize: 2, servers: ['server 0'], steps: 0, ...none, ...rest },
    },
  };
}

function shrunk(original: Attempt, smallest: Attempt, rest: Partial<Shrunk> = {}): string {
  const search = { runs: 40, wallMs: 900, ranOutOfTime: false, solution: 'passes' } as const;
  return shrunkText({ original, smallest, ...search, ...rest }, PAINT);
}

describe('what is left of a run', () => {
  it('is told of the machines that it has, and of nothing that it never had', () => {
    const servers = ['file server', 'coordinator', 'worker 0', 'worker 1'];
    const smallest = attempt(30, { servers }, { absent: ['worker 2'] });
    expect(shrunk(attempt(120, { servers: [...servers, 'worker 2'] }), smallest)).toBe(
      `
                          original    shrunk
  messages delivered           120        30
  machines                       5         4
  virtual time               1.2 s     1.2 s
  events                        40        40

  what is left:
    file server, coordinator, workers 0, 1; worker 2 is never started
  40 runs were tried in 900 ms.
  Our solution passes this run: it asks nothing unfair.`.slice(1),
    );
  });

  it('says what has gone, and lists what has not', () => {
    const whole = {
      faults: choices('crash server 1', 'crash server 2'),
      operations: choices('agree', 'agree', 'offer server 1'),
    };
    const text = shrunk(attempt(9, whole), attempt(3, { ...whole, faults: [] }));
    expect(text).toContain(`
    3 client operations: agree (2 times), offer server 1
    no fault
`);
    expect(shrunk(attempt(9, whole), attempt(3, { faults: choices('crash server 1') }))).toContain(`
    no client operation
    0 ms  crash server 1
`);
  });

  it('says why nobody knows whether it is fair', () => {
    const one = attempt(9, {});
    expect(shrunk(one, one, { solution: 'fails the seed' })).toMatch(/Our solution fails this seed too, .*$/);
    expect(shrunk(one, one, { solution: 'does not compile' })).toMatch(/Our solution is missing or .*$/);
    expect(shrunk(one, one, { solution: 'is what fails' })).toMatch(/This is our solution, .*$/);
  });
});

it('tells on one line how far it is', () => {
  const faults = choices('crash server 1');
  const [original, smallest] = [attempt(9, { faults }).result, attempt(3, {}).result];
  expect(progressText(original, smallest, 7)).toBe('shrinking: 9 → 3 messages, 1 → 0 faults (7 runs)');
  expect(progressText(smallest, smallest, 7)).toBe('shrinking: 3 → 3 messages (7 runs)');
});
