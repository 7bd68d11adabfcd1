import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { RaftCluster } from './driver.ts';
import {
  calmCluster,
  crashAll,
  electOnly,
  endFaults,
  freshStart,
  Load,
  offerBurst,
  savedSince,
  startPassive,
} from './stagecraft.ts';
import { storm } from './storm.ts';

/** Everything that can go wrong, again and again; then quiet, in which the cluster must recover. */
export async function everythingAtOnce(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  const faults = simulation.random('faults');
  const load = new Load(raft, 120);
  for (const _ of raft.rounds(2)) {
    await raft.oneLeader();
    await storm(raft, faults, 70);
    endFaults(raft);
    await raft.agree(raft.freshCommand(), 5, 10_000);
  }
  await load.stop();
  await raft.agree(raft.freshCommand(), 5, 10_000);
}

/**
 * An acknowledgement out of date: L sent entries in an old term, lost its office and those entries, and leads
 * again, with other entries at the same indexes. F's old reply speaks of the old entries, whether it came in
 * time and is remembered, or comes only now. All but L have crashed and come back meanwhile.
 */
export async function staleAcknowledgement(simulation: Simulation): Promise<void> {
  const raft = new RaftCluster(simulation, { size: 5 });
  raft.setFaults(LONG_WAITS);
  const [l, f, y, x1, x2] = simulation.random('faults').shuffle(raft.all) as [
    number,
    number,
    number,
    number,
    number,
  ];
  for (const late of raft.roundsOf([true, false])) {
    if (await oldEntriesAcknowledged(raft, l, f, [y, x1, x2], late)) {
      await newEntriesElsewhere(raft, l, f, [y, x1, x2]);
      await secondReign(raft, l, f, y, [x1, x2]);
    }
    freshStart(raft);
    await raft.agree(raft.freshCommand(), 5);
    crashAll(raft);
  }
}

const OLD_ENTRIES = 20;

/** L leads; F alone gets its entries. If `late`, its acknowledgements wait on their way. */
async function oldEntriesAcknowledged(
  raft: RaftCluster,
  l: number,
  f: number,
  rest: readonly number[],
  late: boolean,
): Promise<boolean> {
  if (!(await electOnly(raft, l, [f, ...rest]))) return false;
  await raft.agree(raft.freshCommand(), 1);
  await raft.sleep(300);
  raft.partition([l, f], rest);
  if (late) raft.hold(f, l);
  const before = raft.server(f).disk.state;
  await offerBurst(raft, l, OLD_ENTRIES);
  if (!(await savedSince(raft, f, before))) return false;
  await raft.sleep(300);
  return true;
}

/** The rest elect a leader of their own, whose entries replace those of L and F. */
async function newEntriesElsewhere(
  raft: RaftCluster,
  l: number,
  f: number,
  rest: readonly number[],
): Promise<void> {
  for (const index of rest) {
    raft.crash(index);
    raft.drift(index, 1);
    raft.start(index);
  }
  await raft.oneLeader(rest, 10_000);
  raft.crash(f);
  startPassive(raft, f);
  raft.heal();
  const last = await raft.agree(raft.freshCommand(), 3);
  await raft.until(() => raft.appliedBy(last).includes(l), 5000);
}

/**
 * L, the only one whose clock runs, leads again. With the old reply counted, two servers would be a majority.
 */
async function secondReign(
  raft: RaftCluster,
  l: number,
  f: number,
  y: number,
  rest: readonly number[],
): Promise<void> {
  for (const index of [y, ...rest]) {
    raft.crash(index);
    startPassive(raft, index);
  }
  if (!(await raft.until(() => raft.state(l).isLeader, 10_000))) return;
  await raft.sleep(300);
  raft.partition([l, y], [f, ...rest]);
  const before = raft.server(y).disk.state;
  const last = await offerBurst(raft, l, OLD_ENTRIES + 5);
  if (last === undefined || !(await savedSince(raft, y, before))) return;
  raft.release(f, l);
  await raft.sleep(300);
  raft.simulation.count('staleAcknowledgements');

  // If it counted the reply, it has committed what only two of five have: the other three know nothing of it.
  crashAll(raft);
  raft.heal();
  if (await electOnly(raft, f, rest, 5000)) await raft.agree(raft.freshCommand(), 1);
}
