import { expect, it } from 'vitest';
import { Simulation } from '../../labrpc/sim/simulation.ts';
import { Cluster } from './cluster.ts';

/** At the end of 600 ms from here, their sum and their difference are rounded in different ways. */
const AWKWARD_MS = [1021.3821933774067, 927.2567499958233, 953.8394884935734];

it.each([0, ...AWKWARD_MS])('waits as long as it was told, from %s ms on', async (begunMs) => {
  const simulation = new Simulation({ seed: 1, scenario: 'waiting' });
  const cluster = new Cluster(simulation, { size: 1, program: 'none' });
  const failure = await simulation.run(async () => {
    await simulation.sleep(begunMs);
    expect(await cluster.until(() => false, 600)).toBeUndefined();
  });
  expect(failure).toBeUndefined();
  expect(simulation.nowMs - begunMs).toBeCloseTo(600, 6);
});
