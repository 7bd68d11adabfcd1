import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { crashAll, endFaults } from '../lab2-raft/stagecraft.ts';
import { storm } from '../lab2-raft/storm.ts';
import { quiet } from './lab3a-rsm-basic.ts';
import { allAnswered, CALM_LIMIT_MS, leaderApplies } from './rsm-answers.ts';
import type { RsmCluster } from './rsm-cluster.ts';
import { calmRsm, RsmLoad } from './rsm-staging.ts';

/** All crash, and find everything in their logs. */
export async function replay(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  for (const _ of rsm.rounds(20)) await rsm.submit();
  await leaderApplies(rsm, (leader) => rsm.burst(leader, 80));
  for (const _ of rsm.rounds(2)) {
    crashAll(rsm);
    await rsm.sleep(100);
    rsm.startAll();
    await rsm.submit();
    await rsm.allEqual();
  }
}

/**
 * All crash in the midst of many commands. When they are back, commands come at once, before the old ones are
 * applied again: each answer must be of its own command.
 */
export async function submitAfterRestart(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  const faults = simulation.random('faults');
  for (const _ of rsm.rounds(4)) {
    await rsm.submit();
    const interrupted = rsm.burst(await rsm.oneLeader(), 20);
    await rsm.sleep(faults.between(0, 12));
    crashAll(rsm);
    await rsm.sleep(10);
    const lost = interrupted.filter(({ outcome }) => outcome === 'down').length;
    simulation.count('submissionsAtCrash', lost);
    rsm.startAll();
    for (const index of rsm.all) rsm.begin(index);
    const leader = await rsm.until(() => rsm.currentLeader(), 5000, 2);
    if (leader !== undefined) {
      const early = rsm.burst(leader, 10);
      await allAnswered(rsm, early, CALM_LIMIT_MS, 'they were submitted to a new leader');
    }
    await rsm.submit();
    await rsm.allEqual();
  }
}

export async function rsmStorm(simulation: Simulation): Promise<void> {
  await stormsThenQuiet(calmRsm(simulation, { size: 5 }), 25);
}

/** Everything that can go wrong, again and again, under a load of a command every so many ms; then quiet. */
export async function stormsThenQuiet(rsm: RsmCluster, everyMs: number): Promise<void> {
  const faults = rsm.simulation.random('faults');
  const load = new RsmLoad(rsm, rsm.simulation.random('workload'), everyMs);
  for (const _ of rsm.rounds(2)) {
    await rsm.oneLeader();
    await storm(rsm, faults, 35);
    endFaults(rsm);
    await rsm.submit();
  }
  await load.stop();
  await quiet(rsm);
}
