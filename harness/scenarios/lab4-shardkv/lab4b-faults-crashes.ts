import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import { anyPoint, crashSoon, loadOn, runningService } from './faults-staging.ts';
import type { ShardService } from './shard-service.ts';
import { finish, keyIn, leadersEverywhere, shardsOf } from './shard-staging.ts';

/** What happens to a group while it gives a shard, or gets one. */
type Trouble = (service: ShardService, gid: Gid, random: Random) => Promise<void>;

/** The rest of a turn is lost, or all that comes after a moment. */
async function leaderCrashes(service: ShardService, gid: Gid, random: Random): Promise<void> {
  const group = service.group(gid);
  await group.sleep(random.between(0, 110));
  const leader = group.currentLeader();
  if (leader === undefined) return;
  await crashSoon(group, leader, anyPoint(random), 60);
  service.simulation.count('leadersCrashed');
  await group.sleep(random.between(0, 100));
  group.start(leader);
}

/** Its leader crashes at some step, and the others with it. */
async function groupCrashes(service: ShardService, gid: Gid, random: Random): Promise<void> {
  const group = service.group(gid);
  await group.sleep(random.between(0, 110));
  const leader = group.currentLeader();
  if (leader !== undefined) await crashSoon(group, leader, anyPoint(random), 60);
  for (const index of group.all) group.crash(index);
  service.simulation.count('groupsCrashed');
  await group.sleep(random.between(0, 60));
  group.startAll();
}

/** In each round two shards move from one group to another, and a write follows them. */
async function handovers(
  simulation: Simulation,
  rounds: number,
  trouble: (service: ShardService, from: Gid, to: Gid, random: Random) => Promise<void>,
): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2], clerks: 3, maxStateBytes: 3000 });
  const faults = simulation.random('faults');
  const load = loadOn(service, [10, 40]);
  load.start([1, 2]);
  for (const round of service.controller.rounds(rounds)) {
    const from = 1 + (round % 2);
    const [one, other] = shardsOf(service, from) as [number, number];
    await service.move(one, 3 - from);
    await service.move(other, 3 - from);
    await trouble(service, from, 3 - from, faults);
    await leadersEverywhere(service);
    for (const shard of [one, other]) await service.clerks.append(0, keyIn(shard), `[${round}]`);
    simulation.count('handovers', 2);
  }
  await finish(service, load);
}

/** Now the leader, now all of the group. */
const leaderOrGroup: Trouble = (service, gid, random) =>
  random.chance(0.5) ? leaderCrashes(service, gid, random) : groupCrashes(service, gid, random);

function senderCrashes(simulation: Simulation): Promise<void> {
  return handovers(simulation, 3, (service, from, _, random) => leaderOrGroup(service, from, random));
}

function receiverCrashes(simulation: Simulation): Promise<void> {
  return handovers(simulation, 3, (service, _, to, random) => leaderOrGroup(service, to, random));
}

function bothCrash(simulation: Simulation): Promise<void> {
  return handovers(simulation, 2, async (service, from, to, random) => {
    const [first, second] = random.shuffle([from, to]) as [Gid, Gid];
    await leaderCrashes(service, first, random);
    await leaderOrGroup(service, second, random);
    await groupCrashes(service, first, random);
  });
}

/** Nobody asks the group in the middle for anything: what it has to do, it does by itself. */
async function unasked(simulation: Simulation): Promise<void> {
  const service = await runningService(simulation, { gids: [1, 2, 3], clerks: 1 });
  const faults = simulation.random('faults');
  const group = service.group(2);
  const travellers = shardsOf(service, 1);
  for (const round of service.controller.rounds(3)) {
    const shard = travellers[round] as number;
    await service.clerks.append(0, keyIn(shard), '[before]');
    await service.move(shard, 2);
    await group.sleep(faults.between(10, 140));
    const leader = await group.oneLeader();
    group.crash(leader);
    simulation.count('leadersCrashed');
    await service.move(shard, 3);
    await group.oneLeader();
    await service.clerks.append(0, keyIn(shard), '[after]');
    group.start(leader);
  }
  await finish(service, loadOn(service));
}

export const CRASHES: readonly Scenario[] = [
  {
    name: 'who gives a shard crashes',
    slug: 'sender-crashes',
    points: 2,
    paper: 'contract',
    about:
      'Shards move, and at some step of it the leader of the group that gives them crashes, or all of that group. Nothing that was written is lost or done twice, and the shards arrive.',
    floors: { answers: 20, handovers: 3, leadersCrashed: 0.5, groupsCrashed: 0.5 },
    run: senderCrashes,
  },
  {
    name: 'who gets a shard crashes',
    slug: 'receiver-crashes',
    points: 2,
    paper: 'contract',
    about:
      'Shards move, and at some step of it the leader of the group that gets them crashes, or all of that group, also right after it said that they are there. Nothing that was written is lost or done twice.',
    floors: { answers: 20, handovers: 3, leadersCrashed: 0.5, groupsCrashed: 0.5 },
    run: receiverCrashes,
  },
  {
    name: 'who gives a shard and who gets it crash in turn',
    slug: 'both-crash',
    points: 2,
    paper: 'contract',
    about:
      'Shards move, and the leaders of both groups, and all of each group, crash one after the other at random steps. Once both groups have leaders again, the shards are served within 5 s.',
    floors: { answers: 15, handovers: 2, leadersCrashed: 1, groupsCrashed: 1 },
    run: bothCrash,
  },
  {
    name: 'a leader crashes in a group that no client asks',
    slug: 'unasked',
    points: 1,
    paper: 'Raft §5.4.2',
    about:
      'Shards pass through a group that nobody asks for anything, and its leader crashes soon after they have come. Whoever leads next must pass them on by itself.',
    floors: { answers: 6, leadersCrashed: 2 },
    run: unasked,
  },
];
