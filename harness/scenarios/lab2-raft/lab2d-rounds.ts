import { LONG_WAITS, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { RaftCluster } from './driver.ts';
import { readServiceSnapshot } from './service-snapshot.ts';
import { calmCluster, crashAll, endFaults, offerBurst } from './stagecraft.ts';

/** The service takes a snapshot after this many entries. */
export const SNAPSHOT_EVERY = 10;
/** Bytes that the persisted state of a server may have when its log is trimmed so often. */
const STATE_LIMIT = 2000;

/** Is the persisted state of every server as small as its log should be? */
export function expectTrimmedLogs(raft: RaftCluster): void {
  for (const index of raft.all) {
    const bytes = raft.server(index).disk.state?.length ?? 0;
    if (bytes < STATE_LIMIT) continue;
    const message = `server ${index} keeps ${bytes} bytes of Raft state, though its service takes a snapshot every ${SNAPSHOT_EVERY} entries or sooner; allowed are less than ${STATE_LIMIT}`;
    throw new Violation('raft/log-trimmed', message, { paper: 'Raft §7', actor: `server ${index}` });
  }
}

/** The index of the snapshot that a server has on its disk, 0 if none. */
export function snapshotIndexOf(raft: RaftCluster, server: number): number {
  const { snapshot } = raft.server(server).disk;
  return (snapshot && readServiceSnapshot(snapshot)?.index) ?? 0;
}

/** What befalls one server in each round. */
type Fate = 'none' | 'cut off' | 'crashed';

const ROUNDS = 30;
/** So much that a log which is not trimmed shows, also if it is saved without a byte to spare. */
const COMMAND_BYTES = 20;

/** Thirty rounds in which one server misses some twelve commands, whose entries are gone when it is back. */
async function rounds(simulation: Simulation, fate: Fate, unreliable: boolean): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  if (unreliable) raft.setFaults({ ...UNRELIABLE, ...LONG_WAITS });
  const workload = simulation.random('workload');
  const command = () => String(raft.freshCommand()).padStart(COMMAND_BYTES, '0');
  await raft.agree(command(), 3);
  for (const round of raft.rounds(ROUNDS)) {
    const leader = await raft.oneLeader();
    const victim = round % 3 === 1 ? leader : (leader + 1) % 3;
    const present = fate === 'none' ? 3 : 2;
    if (fate === 'cut off') raft.disconnect(victim);
    if (fate === 'crashed') raft.crash(victim);
    if (fate !== 'none') await raft.agree(command(), 2);

    // Several at once, so that the log does not always end where a snapshot does.
    await offerBurst(raft, await raft.oneLeader(), workload.integer(5, 14), command);
    await raft.agree(command(), present);
    expectTrimmedLogs(raft);
    if (fate === 'none') continue;

    // Whoever was away catches up, and the logs stay short in a second of quiet.
    raft.connect(victim);
    if (!raft.isUp(victim)) raft.start(victim);
    await raft.agree(command(), 3);
    await raft.sleep(1150);
    expectTrimmedLogs(raft);
  }
}

export function snapshotsInCalm(simulation: Simulation): Promise<void> {
  return rounds(simulation, 'none', false);
}
export function installAfterCut(simulation: Simulation): Promise<void> {
  return rounds(simulation, 'cut off', false);
}
export function installAfterCutUnreliable(simulation: Simulation): Promise<void> {
  return rounds(simulation, 'cut off', true);
}
export function installAfterCrash(simulation: Simulation): Promise<void> {
  return rounds(simulation, 'crashed', false);
}
export function installAfterCrashUnreliable(simulation: Simulation): Promise<void> {
  return rounds(simulation, 'crashed', true);
}

/** Everyone crashes at once, five times: logs go on where they were. */
export async function allCrash(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  raft.setFaults({ ...UNRELIABLE, ...LONG_WAITS });
  const workload = simulation.random('workload');
  await raft.agree(raft.freshCommand(), 3);
  for (const _ of raft.rounds(5)) {
    const last = await agreeOnMany(raft, workload.integer(5, 14));
    crashAll(raft);
    raft.startAll();
    const next = await raft.agree(raft.freshCommand(), 3);
    if (next > last) continue;
    const message = `after a crash of all servers a command got index ${next}, though ${last} was committed before`;
    throw new Violation('raft/leader-completeness', message, { paper: 'Raft §5.4, Figure 3' });
  }
}

async function agreeOnMany(raft: RaftCluster, count: number): Promise<number> {
  await offerBurst(raft, await raft.oneLeader(), count);
  return raft.agree(raft.freshCommand(), 3);
}

/**
 * Snapshot, crash, save, crash again. A snapshot that was not loaded at the start may be overwritten by the
 * next save (the first `agree` after the crash) or forgotten, and then is missing after the second crash.
 */
export async function crashTwice(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3, snapshotEvery: SNAPSHOT_EVERY });
  raft.setFaults({ ...UNRELIABLE, ...LONG_WAITS });
  for (const _ of raft.rounds(3)) {
    await agreeOnMany(raft, SNAPSHOT_EVERY + 1);
    for (let crash = 0; crash < 2; crash++) {
      crashAll(raft);
      raft.startAll();
      await raft.agree(raft.freshCommand(), 3);
    }
    // A server that was away gets the snapshot from one that has loaded it from its disk.
    const away = (await raft.oneLeader()) + 1;
    raft.crash(away % 3);
    await offerBurst(raft, await raft.oneLeader(), SNAPSHOT_EVERY + 3);
    await raft.agree(raft.freshCommand(), 2);
    for (const index of raft.all) if (index !== away % 3) raft.restart(index);
    const missed = await raft.agree(raft.freshCommand(), 2);
    raft.start(away % 3);
    await raft.applied(missed, 3);
    await raft.agree(raft.freshCommand(), 3);
  }
  endFaults(raft);
  await raft.agree(raft.freshCommand(), 3);
}
