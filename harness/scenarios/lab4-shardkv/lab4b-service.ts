import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { OpenKvOperation } from '../lab3-kvraft/kv-clerks.ts';
import type { Scenario } from '../scenario.ts';
import { readEveryShard, withEveryShard } from './every-shard.ts';
import { onLinks, setFaultsBetween } from './group-links.ts';
import type { ShardService } from './shard-service.ts';
import { keyIn, ledShards, shardsOf } from './shard-staging.ts';
import { ShardUse } from './shard-use.ts';

/** The handout: a shard is served by its new group within this time, if the groups concerned can talk. */
const SERVED_LIMIT_MS = 1000;
/** A group notices a configuration within 100 ms (handout), and serves till then what it is to give away. */
const NOTICED_MS = 150;

/** Every shard has something in it that must arrive where it goes. */
function writeEveryShard(service: ShardService): Promise<void> {
  return withEveryShard(service, (clerk, key) => service.clerks.append(clerk, key, '[first]'));
}

/** Each of these clerks asks for one of these shards, and does not wait. */
function beginReads(
  service: ShardService,
  clerks: readonly number[],
  shards: readonly number[],
): OpenKvOperation[] {
  return shards
    .slice(0, clerks.length)
    .map((shard, place) => service.clerks.begin(clerks[place] as number, { kind: 'get', key: keyIn(shard) }));
}

/** The shards of a group that is down belong to another one, which cannot get them. */
async function senderDown(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2], clerks: 6, maxStateBytes: 2000 });
  await service.join(1, 2);
  await writeEveryShard(service);
  const lost = shardsOf(service, 1);
  const use = new ShardUse(service, shardsOf(service, 2).slice(0, 4));
  service.crashGroup(1);
  await service.leave(1);
  const stuck = beginReads(service, use.otherClerks, lost);
  await service.controller.sleep(1200);
  use.neverWaits('the shards of group 1, which is down, are to come to group 2');
  service.startGroup(1);
  await service.group(1).oneLeader();
  for (const open of stuck) await service.clerks.answerOf(open);
  await use.stop();
  await readEveryShard(service);
  await service.judge();
}

/** A group gets shards from two others, of which one is down. */
async function partial(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2, 3], clerks: 8, maxStateBytes: 2000 });
  await service.join(1, 2, 3);
  await writeEveryShard(service);
  const lost = shardsOf(service, 1);
  const coming = shardsOf(service, 3);
  const use = new ShardUse(service, shardsOf(service, 2).slice(0, 2));
  service.crashGroup(1);
  await service.leave(1, 3);
  await service.controller.sleep(NOTICED_MS);
  const readers = use.otherClerks;
  const arrivals = beginReads(service, readers.slice(2), coming);
  beginReads(service, readers.slice(0, 2), lost);
  await allServed(service, arrivals, 'group 2 gets that from group 3, which is up; group 1 is down');
  simulation.count('arrivedAlone', arrivals.length);
  await service.controller.sleep(300);
  use.neverWaits('shards are to come to group 2, from group 1, which is down, and from group 3');
  service.startGroup(1);
  await service.group(1).oneLeader();
  await service.clerks.allAnswered();
  await use.stop();
  await readEveryShard(service);
  await service.judge();
}

/** Throws if one of these is not answered within a second from now. `why` it should be, for the message. */
async function allServed(
  service: ShardService,
  opens: readonly OpenKvOperation[],
  why: string,
): Promise<void> {
  await service.controller.until(() => opens.every(({ isAnswered }) => isAnswered), SERVED_LIMIT_MS);
  const missing = opens.filter(({ isAnswered }) => !isAnswered);
  if (missing.length === 0) return;
  const shards = missing.map(({ input }) => service.shardOf(input.key)).join(', ');
  const what = missing.length === 1 ? `shard ${shards} was` : `shards ${shards} were`;
  const message = `${what} not served within ${SERVED_LIMIT_MS / 1000} s: ${why}; ${service.describe()}`;
  throw new Violation('shardkv/arrived', message, { paper: 'handout: limits' });
}

/** What can be wrong between two groups that are both well. */
const OBSTACLES = ['slow', 'deaf', 'cut off', 'lossy'] as const;
const OBSTACLE_MS = 400;

/** One shard after another moves between groups that can hardly talk. Their other shards do not notice. */
async function hardToReach(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2], clerks: 6, maxStateBytes: 2000 });
  await service.join(1, 2);
  await writeEveryShard(service);
  const [ones, twos] = [shardsOf(service, 1), shardsOf(service, 2)];
  const use = new ShardUse(service, [...ones.slice(0, 2), ...twos.slice(0, 2)]);
  const moving = ones.slice(-1)[0] as number;
  const [reader] = use.otherClerks as [number];
  for (const [nth, obstacle] of [...service.controller.roundsOf(OBSTACLES)].entries()) {
    use.forget();
    const [from, to] = nth % 2 === 0 ? [1, 2] : [2, 1];
    putInTheWay(service, obstacle);
    await service.move(moving, to as number);
    await service.controller.sleep(OBSTACLE_MS);
    use.neverWaits(`shard ${moving} moves from group ${from} to group ${to} (between them: ${obstacle})`);
    putInTheWay(service, undefined);
    await service.clerks.append(reader, keyIn(moving), `[${nth}]`);
  }
  await use.stop();
  await readEveryShard(service);
  await service.judge();
}

function putInTheWay(service: ShardService, obstacle: (typeof OBSTACLES)[number] | undefined): void {
  service.controller.heal();
  setFaultsBetween(service, 1, 2, undefined);
  if (obstacle === 'slow') setFaultsBetween(service, 1, 2, { delayMs: [300, 400] });
  if (obstacle === 'lossy') setFaultsBetween(service, 1, 2, { dropRequestRatio: 0.9, dropReplyRatio: 0.9 });
  if (obstacle === 'deaf' || obstacle === 'cut off') onLinks(service, 1, 2, 'cut one way');
  if (obstacle === 'cut off') onLinks(service, 2, 1, 'cut one way');
}

/**
 * Group 3 is down. Group 1 waits for a shard from it; group 2 cannot give it one, and goes on to give and get
 * others. Whoever asks for those has just started, and so asks their new group.
 */
async function othersGoOn(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, {
    gids: [1, 2, 3, 4],
    clerks: 6,
    shardCount: 12,
    maxStateBytes: 2000,
  });
  await service.join(1, 2, 3, 4);
  await writeEveryShard(service);
  const [lost] = shardsOf(service, 3) as [number];
  const [moving, late, staying] = shardsOf(service, 2) as [number, number, number];
  const [coming] = shardsOf(service, 4) as [number];
  const use = new ShardUse(service, [...shardsOf(service, 1).slice(0, 2), staying]);
  const [stuckReader, reader] = use.otherClerks as [number, number];
  service.crashGroup(3);
  await service.move(lost, 1);
  await service.move(late, 3);
  const stuck = beginReads(service, [stuckReader], [lost]);
  const changes = [
    [moving, 4],
    [coming, 2],
    [moving, 2],
    [moving, 4],
  ] as const;
  for (const [nth, [shard, to]] of [...service.controller.roundsOf(changes)].entries()) {
    await service.move(shard, to);
    await service.controller.sleep(NOTICED_MS);
    service.clerks.startAnew(reader);
    const open = service.clerks.begin(reader, { kind: 'append', key: keyIn(shard), value: `[${nth}]` });
    const why = `it moved to group ${to}, which like the group that had it is up; group 3 is down`;
    await allServed(service, [open], why);
    simulation.count('movesPastStuck');
  }
  use.neverWaits(`group 1 waits for shard ${lost} of group 3, which is down, and configurations go on`);
  service.startGroup(3);
  await service.group(3).oneLeader();
  for (const open of stuck) await service.clerks.answerOf(open);
  await use.stop();
  await readEveryShard(service);
  await service.judge();
}

const BASE_MS = 400;
const CHANGES = 3;
const CHANGE_MS = 350;
/** The handout: as much of the throughput remains for shards that stay, while others move all the time. */
const THROUGHPUT_SHARE = 0.6;

/** Two shards change places again and again over slow links; the others are used as before. */
async function throughput(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, { gids: [1, 2], clerks: 6, maxStateBytes: 2000 });
  await service.join(1, 2);
  await writeEveryShard(service);
  const [ones, twos] = [shardsOf(service, 1), shardsOf(service, 2)];
  const use = new ShardUse(service, [...ones.slice(0, 3), ...twos.slice(0, 3)]);
  await simulation.sleep(100);
  use.forget();
  const baseFromMs = simulation.nowMs;
  await simulation.sleep(BASE_MS);
  const before = use.answers / (simulation.nowMs - baseFromMs);
  setFaultsBetween(service, 1, 2, { delayMs: [90, 110] });
  use.forget();
  const fromMs = simulation.nowMs;
  const [a, b] = [ones.slice(-1)[0] as number, twos.slice(-1)[0] as number];
  for (const nth of service.controller.rounds(CHANGES)) {
    await service.move(a, nth % 2 === 0 ? 2 : 1);
    await service.move(b, nth % 2 === 0 ? 1 : 2);
    await simulation.sleep(CHANGE_MS);
  }
  const during = use.answers / (simulation.nowMs - fromMs);
  simulation.count('unaffectedAnswers', use.answers);
  if (during < THROUGHPUT_SHARE * before) {
    const [slow, fast] = [during, before].map((rate) => (rate * 1000).toFixed(0));
    const message = `six clerks, each with a shard that stayed where it was, got ${slow} answers a second while shards ${a} and ${b} changed places again and again, and ${fast} before; ${THROUGHPUT_SHARE * 100} % of that is to remain`;
    throw new Violation('shardkv/unaffected', message, { paper: 'handout: limits', kind: 'limit' });
  }
  setFaultsBetween(service, 1, 2, undefined);
  await use.stop();
  await readEveryShard(service);
  await service.judge();
}

const PAPER = 'handout: service during moves';

/** Shards that stay, or have arrived, are served meanwhile. Groups that stand still while they wait fail. */
export const SERVICE: readonly Scenario[] = [
  {
    name: 'what a group has is served while it waits for a group that is down',
    slug: 'served-sender-down',
    points: 2,
    paper: PAPER,
    about:
      'A group is down and leaves. The other one is to have its shards and cannot get them: for 1.2 s each operation on the shards it has is answered within 250 ms. When the first is back, all is served.',
    floors: { unaffectedAnswers: 50, crashes: 2.5 },
    run: senderDown,
  },
  {
    name: 'what has arrived is served',
    slug: 'served-partial',
    points: 2,
    paper: PAPER,
    about:
      'A group is given the shards of two others, of which one is down. Those of the other are served within 1 s, and what it had before within 250 ms all the time.',
    floors: { unaffectedAnswers: 8, arrivedAlone: 2.5, crashes: 2.5 },
    run: partial,
  },
  {
    name: 'groups that can hardly talk serve what does not move',
    slug: 'served-hard-to-reach',
    points: 1,
    paper: PAPER,
    about:
      'A shard moves four times between two groups: the links between them are slow, mute in one direction, cut, lossy. All other shards of both answer within 250 ms all the time.',
    floors: { unaffectedAnswers: 75 },
    run: hardToReach,
  },
  {
    name: 'a group that is down holds up its own shards only',
    slug: 'served-others-go-on',
    points: 2,
    paper: PAPER,
    about:
      'A group is down: a second waits for a shard from it, a third is to give it one. The third and a fourth go on to give each other shards, which their new group serves within 1 s after each change. All that does not move answers within 250 ms, in the group that waits too, although the newest configuration is several ahead of it.',
    floors: { unaffectedAnswers: 12, movesPastStuck: 3.5 },
    run: othersGoOn,
  },
  {
    name: 'moves of others cost little throughput',
    slug: 'served-throughput',
    points: 1,
    paper: PAPER,
    about:
      'Two shards change places between two groups again and again, over links with delays of 100 ms. Clerks of the other shards get at least 60 % of the answers a second that they got before.',
    floors: { unaffectedAnswers: 75 },
    run: throughput,
  },
];
