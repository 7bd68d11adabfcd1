import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { calmCluster, crashAll, Load, offerBurst, othersAfter } from './stagecraft.ts';

/** Persist1: everyone, the leader and a follower crash and come back. */
export async function restarts(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3 });
  await raft.agree(raft.freshCommand(), 3);

  // Does the log outlive a crash of everyone at once?
  crashAll(raft);
  raft.startAll();
  await raft.agree(raft.freshCommand(), 3);

  // And a crash of the leader?
  raft.restart(await raft.oneLeader());
  await raft.agree(raft.freshCommand(), 3);

  // Does a leader that was down meanwhile learn what it missed? And a follower?
  const leader = await raft.oneLeader();
  raft.crash(leader);
  const missedByLeader = await raft.agree(raft.freshCommand(), 2);
  raft.start(leader);
  await raft.applied(missedByLeader, 3);

  const follower = (await raft.oneLeader()) + 1;
  raft.crash(follower % 3);
  const missedByFollower = await raft.agree(raft.freshCommand(), 2);
  raft.start(follower % 3);
  await raft.applied(missedByFollower, 3);
  await raft.agree(raft.freshCommand(), 3);
  await raft.sleep(2000);
  await raft.agree(raft.freshCommand(), 3);
}

/** Persist2: of five servers two, then the other three crash; a majority that has never met goes on. */
export async function takingTurns(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  for (const _ of raft.rounds(5)) {
    await raft.agree(raft.freshCommand(), 5);
    const leader = await raft.oneLeader();
    const [first, second, third, fourth] = othersAfter(raft, leader) as [number, number, number, number];

    // Two followers miss a command ...
    raft.crash(first);
    raft.crash(second);
    await raft.agree(raft.freshCommand(), 3);

    // ... and come back when all who have it are gone: two of five must not decide anything.
    for (const index of [leader, third, fourth]) raft.crash(index);
    raft.start(first);
    raft.start(second);
    await raft.sleep(2000);

    // Now one who has it returns, and the three of them go on from there.
    raft.start(third);
    await raft.agree(raft.freshCommand(), 3);
    raft.start(fourth);
    raft.start(leader);
  }
  await raft.agree(raft.freshCommand(), 5);
}

/** Persist3: a follower that missed a command must not lead the one server that has it. */
export async function lateFollower(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 3 });
  await raft.agree(raft.freshCommand(), 3);
  for (const _ of raft.rounds(3)) {
    const leader = await raft.oneLeader();
    const [middle, late] = othersAfter(raft, leader) as [number, number];
    raft.disconnect(late);
    await raft.agree(raft.freshCommand(), 2);

    raft.crash(leader);
    raft.crash(middle);
    raft.connect(late);
    raft.start(leader);
    await raft.agree(raft.freshCommand(), 2);

    raft.start(middle);
    await raft.agree(raft.freshCommand(), 3);
  }
}

/** Only leaders crash, with commands just accepted. */
export async function leaderRestarts(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  const workload = simulation.random('workload');
  for (const _ of raft.rounds(10)) {
    const leader = await raft.oneLeader();
    await offerBurst(raft, leader, workload.integer(1, 5));
    await raft.sleep(workload.pick([0, 2, 4, 8, 150]));
    raft.restart(leader);
    await raft.agree(raft.freshCommand(), 5);
  }
}

/** Every server is restarted in turn, twice, while clients go on. */
export async function rollingRestarts(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  const load = new Load(raft, 90);
  await raft.oneLeader();
  for (const index of [...raft.all, ...raft.all]) {
    const before = raft.safety.lastCommitted;
    raft.crash(index);
    await raft.sleep(400);
    raft.start(index);
    await raft.sleep(600);
    if (raft.safety.lastCommitted > before) simulation.count('restartsUnderLoad');
  }
  await load.stop();
  await raft.agree(raft.freshCommand(), 5);
}

/** Everyone crashes again and again, mostly before anything has settled. */
export async function crashLoop(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  const faults = simulation.random('faults');
  for (const _ of raft.rounds(10)) {
    const livesForMs = faults.chance(0.4) ? faults.between(400, 2500) : faults.between(0, 400);
    const endsAtMs = simulation.nowMs + livesForMs;
    while (simulation.nowMs < endsAtMs) {
      const leader = raft.currentLeader();
      if (leader !== undefined) await offerBurst(raft, leader, 1);
      await raft.sleep(Math.min(60, endsAtMs - simulation.nowMs));
    }
    for (const index of faults.shuffle(raft.all)) {
      raft.crash(index);
      if (faults.chance(0.3)) await raft.sleep(faults.between(0, 30));
    }
    raft.startAll();
  }

  // Does it go on as soon as the crashes stop?
  await raft.agree(raft.freshCommand(), 5);
}

/** One server is down from the first moment on, and has to learn everything that happened without it. */
export async function missedEverything(simulation: Simulation): Promise<void> {
  const raft = calmCluster(simulation, { size: 5 });
  const absent = simulation.random('faults').integer(0, 4);
  raft.crash(absent);
  let last = 0;
  for (let reign = 0; reign < 4; reign++) {
    const leader = await raft.oneLeader();
    for (let entry = 0; entry < 10; entry++) last = await raft.agree(raft.freshCommand(), 3);
    if (reign < 3) {
      await offerBurst(raft, leader, 3);
      raft.restart(leader);
    }
  }
  raft.start(absent);
  await raft.applied(last, 5);

  // Is its log good for deciding too, when two others are gone?
  const leader = await raft.oneLeader();
  const gone = othersAfter(raft, leader)
    .filter((index) => index !== absent)
    .slice(0, 2);
  for (const index of gone) raft.crash(index);
  if (leader !== absent) raft.restart(leader);
  await raft.agree(raft.freshCommand(), 3);
  raft.startAll();
  await raft.agree(raft.freshCommand(), 5);
}
