import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { crashAll } from '../lab2-raft/stagecraft.ts';
import { stormsThenQuiet } from './lab3a-rsm-restarts.ts';
import { MAX_STATE_BYTES, SMALL } from './lab3b-rsm-calm.ts';
import { answeredOnceDeposed, noneApplied } from './rsm-answers.ts';
import type { RsmCluster } from './rsm-cluster.ts';
import { calmRsm, strandLeader } from './rsm-staging.ts';

/** More than the log may hold, so that whoever misses them needs a snapshot. */
const MISSED = 100;

/** So many commands, a few at a time. */
async function submitMany(rsm: RsmCluster, count: number): Promise<void> {
  for (const _ of rsm.rounds(count / 10)) {
    const leader = rsm.currentLeader();
    if (leader !== undefined) rsm.burst(leader, 9, SMALL);
    await rsm.submit(SMALL);
  }
}

/** Servers crash one by one, together, and in the middle of a turn; each machine goes on where it was. */
export async function restoredMachines(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3, maxStateBytes: MAX_STATE_BYTES });
  const faults = simulation.random('faults');
  for (const fate of rsm.roundsOf(['one', 'all', 'in a turn', 'all', 'in a turn', 'in a turn'] as const)) {
    await submitMany(rsm, 20 + 10 * faults.integer(0, 2));
    const victim = faults.integer(0, 2);
    if (fate === 'one') rsm.restart(victim);
    if (fate === 'all') crashAll(rsm);
    if (fate === 'in a turn') {
      const when = faults.pick(['save', 'emit'] as const);
      for (const index of rsm.all) rsm.crashAt(index, { when, effects: faults.integer(0, 5) });
      const leader = rsm.currentLeader();
      if (leader !== undefined) rsm.burst(leader, 10, SMALL);
      await rsm.sleep(200);
      // Who has not crashed by then does not do it later.
      for (const index of rsm.all) rsm.server(index).crashPoint = undefined;
    }
    rsm.startAll();
    await rsm.submit();
    await rsm.allEqual();
  }
}

/** A server that was away gets a snapshot, and is then needed for a majority. */
export async function machinesSentForth(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3, maxStateBytes: MAX_STATE_BYTES });
  const faults = simulation.random('faults');
  for (const fate of rsm.roundsOf(['cut off', 'crash', 'cut off'] as const)) {
    await rsm.submit();
    const [away, other] = faults.shuffle(rsm.all) as [number, number, number];
    if (fate === 'crash') rsm.crash(away);
    else rsm.disconnect(away);
    await submitMany(rsm, MISSED);
    rsm.connect(away);
    rsm.startAll();
    await rsm.submit();
    await rsm.allEqual();
    rsm.disconnect(other);
    await submitMany(rsm, 20);
    rsm.connect(other);
    await rsm.submit();
    await rsm.allEqual();
  }
}

/**
 * What a cut-off leader waits for is at indexes that its next snapshot covers: it will never see what was
 * committed there.
 */
export async function indexInSnapshot(simulation: Simulation): Promise<void> {
  const rsm = calmRsm(simulation, { size: 3, maxStateBytes: MAX_STATE_BYTES });
  const workload = simulation.random('workload');
  await rsm.submit();
  await rsm.allEqual();
  for (const _ of rsm.rounds(3)) {
    const { server, term, submissions } = await strandLeader(rsm, workload.integer(1, 15));
    await submitMany(rsm, MISSED);
    rsm.heal();
    await answeredOnceDeposed(rsm, server, term, submissions);
    await rsm.submit();
    await rsm.allEqual();
    if (!simulation.planned) noneApplied(rsm, submissions, 'only 1 of 3 servers could hold it');
  }
}

/** Everything that can go wrong while snapshots are taken all the time; then quiet. */
export async function rsmSnapshotStorm(simulation: Simulation): Promise<void> {
  await stormsThenQuiet(calmRsm(simulation, { size: 5, maxStateBytes: MAX_STATE_BYTES }), 15);
}
