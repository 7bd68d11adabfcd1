import { LONG_WAITS, RELIABLE, REORDERING, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { allAnswered, CALM_LIMIT_MS, DEPOSED_LIMIT_MS, leaderApplies } from './rsm-answers.ts';
import type { RsmCluster } from './rsm-cluster.ts';
import { calmRsm, RsmLoad } from './rsm-staging.ts';

/** One after the other. */
export async function commandsInTurn(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  for (const _ of rsm.rounds(20)) await rsm.submit();
  await rsm.allEqual();
}

/** All at once, and again before the first are answered. */
export async function commandsAtOnce(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  const workload = simulation.random('workload');
  await leaderApplies(rsm, (leader) => rsm.burst(leader, 50));
  await rsm.allEqual();
  for (const _ of rsm.rounds(2)) {
    const early = rsm.burst(await rsm.oneLeader(), 10);
    await rsm.sleep(workload.between(0, 8));
    await leaderApplies(rsm, (leader) => rsm.burst(leader, 15));
    await allAnswered(rsm, early, CALM_LIMIT_MS, 'they were submitted on a calm network');
  }
  await rsm.submit();
  await rsm.allEqual();
}

/** Whoever does not lead says so, be there a leader or none. */
export async function followersRefuse(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  for (const _ of rsm.rounds(2)) {
    await rsm.submit();
    const leader = await rsm.oneLeader();
    await refused(
      rsm,
      rsm.all.filter((index) => index !== leader),
    );
    const [alone] = rsm.all.filter((index) => index !== leader);
    for (const index of rsm.all) if (index !== alone) rsm.crash(index);
    await refused(rsm, [alone ?? 0]);
    rsm.startAll();
  }
  await rsm.submit();
  await rsm.allEqual();
}

async function refused(rsm: RsmCluster, servers: readonly number[]): Promise<void> {
  const submissions = servers.flatMap((server) => rsm.burst(server, 3));
  await allAnswered(rsm, submissions, DEPOSED_LIMIT_MS, 'they were submitted to servers that do not lead');
  await rsm.sleep(200);
}

/** Two equal commands are two entries with a result each. */
export async function equalCommands(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3 });
  for (const _ of rsm.rounds(3)) {
    let id = 0;
    await leaderApplies(rsm, (leader) => {
      const first = rsm.begin(leader);
      id = first.id;
      return [first, rsm.begin(leader, { again: id }), rsm.begin(leader), rsm.begin(leader, { again: id })];
    });
    await leaderApplies(rsm, (leader) => [rsm.begin(leader, { again: id })]);
    // Another leader has them in its log as well.
    rsm.restart(await rsm.oneLeader());
    await rsm.submit();
    await leaderApplies(rsm, (leader) => [1, 2].map(() => rsm.begin(leader, { again: id })));
  }
  await rsm.allEqual();
}

/** Messages are lost, doubled and late, and commands go to anybody. */
export async function lossyNetwork(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 5 });
  rsm.setFaults({ ...UNRELIABLE, ...LONG_WAITS, ...REORDERING, duplicateRatio: 0.1 });
  const load = new RsmLoad(rsm, simulation.random('workload'), 40);
  await rsm.sleep(2500);
  await load.stop();
  rsm.setFaults({ ...RELIABLE, ...LONG_WAITS, holdReplyRatio: 0, duplicateRatio: 0 });
  await quiet(rsm);
}

/** Faults are over: commands are applied, all machines get equal, and nobody waits any longer. */
export async function quiet(rsm: RsmCluster): Promise<void> {
  await rsm.submit();
  await rsm.allEqual();
  const since = 'all faults were over and a command was applied on all servers';
  await allAnswered(rsm, rsm.open, 2 * DEPOSED_LIMIT_MS, since);
}
