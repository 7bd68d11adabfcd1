import type { BundleFactory } from '../../labrpc/host/bundle.ts';
import type { Simulation } from '../../labrpc/sim/simulation.ts';
import { Cluster } from '../cluster/cluster.ts';
import { hostsInProcess, runScenario } from '../run/run-scenario.ts';

/**
 * Crashes and restarts one server of three, again and again, each life long enough to begin elections and
 * calls.
 */
export async function crashAndRestart(factory: BundleFactory, times: number): Promise<void> {
  const run = async (simulation: Simulation) => {
    const cluster = new Cluster(simulation, { size: 3, program: 'raft', setup: { snapshotEvery: 0 } });
    cluster.startAll();
    for (let count = 0; count < times; count++) {
      await simulation.sleep(5);
      cluster.restart(count % 3);
    }
  };
  const scenario = { name: 'restarts', slug: 'restarts', points: 1, paper: '', about: '', floors: {}, run };
  const result = await runScenario({ part: 'bench', scenario, seed: 1, createHost: hostsInProcess(factory) });
  if (result.failure) throw new Error(result.failure.message);
}
