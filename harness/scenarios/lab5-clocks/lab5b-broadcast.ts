import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { BroadcastCluster } from './broadcast-cluster.ts';

const CBCAST = 'Birman, Schiper and Stephenson 1991, §5.1';
/** Longer than a message takes on a link that is neither held nor slow. */
const ARRIVAL_MS = 5;

/** An answer reaches a third process before its question. */
async function chat(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 3);
  const random = simulation.random('roles');
  for (const round of group.rounds(3)) {
    const [asker = 0, answerer = 0, reader = 0] = random.shuffle(group.all);
    group.hold(asker, reader);
    await group.broadcast(asker, `question ${round}`);
    await group.whenDelivered(`question ${round}`, answerer);
    await group.broadcast(answerer, `answer ${round}`);
    await group.sleep(ARRIVAL_MS);
    group.release(asker, reader);
    await group.sleep(ARRIVAL_MS);
  }
  await group.finish();
}

async function senderOrder(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 3);
  const random = simulation.random('order');
  const [sender = 0, near = 0, far = 0] = random.shuffle(group.all);
  group.hold(sender, near);
  group.hold(sender, far);
  for (const nth of group.rounds(6)) await group.broadcast(sender, `line ${nth + 1}`);
  for (const receiver of [far, near]) {
    let isAny = true;
    while (isAny) {
      const which = receiver === far || random.chance(0.5) ? 'newest' : 'oldest';
      isAny = group.releaseOne(sender, receiver, which);
      await group.sleep(ARRIVAL_MS);
    }
    group.release(sender, receiver);
  }
  await group.finish();
}

/** Nothing of the two sides depends on the other. */
async function independent(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 4);
  const random = simulation.random('sides');
  for (const round of group.rounds(2)) {
    const [slow = 0, quick = 0, ...readers] = random.shuffle(group.all);
    for (const process of group.all) if (process !== slow) group.hold(slow, process);
    // `quick` has not heard of the other side, so nobody has to wait for that.
    for (const nth of [1, 2, 3]) {
      await group.broadcast(slow, `slow ${round}.${nth}`);
      await group.broadcast(quick, `quick ${round}.${nth}`);
      await group.sleep(random.between(0, ARRIVAL_MS));
    }
    await group.whenDelivered(`quick ${round}.3`, ...readers);
    for (const process of random.shuffle(group.all)) group.release(slow, process);
    await group.sleep(ARRIVAL_MS);
  }
  await group.finish();
}

async function doubled(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 3);
  const [sender = 0, reader = 0, other = 0] = simulation.random('roles').shuffle(group.all);
  group.setFaults({ duplicateRatio: 1 });
  for (const round of group.rounds(2)) {
    group.hold(sender, reader);
    await group.broadcast(sender, `first ${round}`);
    await group.broadcast(sender, `second ${round}`);
    await group.whenDelivered(`second ${round}`, other);
    // Two copies of what has to wait; one of what it waits for; and the second of that.
    for (let copy = 0; copy < 3; copy++) {
      group.releaseOne(sender, reader, 'newest');
      await group.sleep(ARRIVAL_MS);
    }
    group.release(sender, reader);
    await group.broadcast(reader, `answer ${round}`);
    await group.sleep(ARRIVAL_MS);
  }
  group.setFaults({ duplicateRatio: 0.7, delayMs: [1, 60] });
  const random = simulation.random('crowd');
  for (const nth of group.rounds(8)) {
    await group.broadcast(random.pick(group.all), `more ${nth}`);
    await group.sleep(random.between(0, 30));
  }
  await group.finish();
}

/** Each broadcast answers the one before it, and a process gets them last first. */
async function unblocked(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 4);
  const random = simulation.random('roles');
  const [reader = 0, ...talkers] = random.shuffle(group.all);
  for (const process of talkers) group.hold(process, reader);
  const speakers: number[] = [];
  for (const nth of group.rounds(6)) {
    const speaker = talkers[nth % talkers.length] ?? 0;
    await group.broadcast(speaker, `link ${nth}`);
    await group.whenDelivered(`link ${nth}`, ...talkers);
    speakers.unshift(speaker);
  }
  for (const speaker of speakers) {
    group.releaseOne(speaker, reader, 'newest');
    await group.sleep(ARRIVAL_MS);
  }
  // One question, and two answers that do not know of each other.
  const [asker = 0, ...answerers] = talkers;
  for (const process of answerers) group.release(process, reader);
  await group.broadcast(asker, 'question');
  await group.whenDelivered('question', ...answerers);
  await Promise.all(answerers.map((process) => group.broadcast(process, `answer of ${process}`)));
  await group.sleep(ARRIVAL_MS);
  group.release(asker, reader);
  await group.finish();
}

/** What precedes a broadcast only by way of another that has come and has to wait. */
async function transitive(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 4);
  const random = simulation.random('roles');
  for (const round of group.rounds(3)) {
    const [first = 0, second = 0, third = 0, reader = 0] = random.shuffle(group.all);
    const story = [first, second, third];
    // `third` hears of the first only through the second, as far as time goes.
    for (const process of story) group.hold(process, reader);
    for (const [place, process] of story.entries()) {
      await group.broadcast(process, `part ${round}.${place}`);
      await group.whenDelivered(`part ${round}.${place}`, ...story);
    }
    const order = random.pick([
      [second, third, first],
      [third, second, first],
      [third, first, second],
    ]);
    for (const process of order) {
      group.release(process, reader);
      await group.sleep(ARRIVAL_MS);
    }
  }
  await group.finish();
}

/** Who has to wait for whom. */
export const BROADCAST_SCENARIOS: readonly Scenario[] = [
  {
    name: 'an answer comes before its question',
    slug: 'chat',
    points: 3,
    paper: CBCAST,
    about:
      'Somebody asks, somebody else answers, and a third process gets the answer first. It has to deliver the question first, and both in the moment in which the question comes.',
    floors: { broadcasts: 5, deliveries: 15 },
    run: chat,
  },
  {
    name: 'what one process says, in order',
    slug: 'sender-order',
    points: 2,
    paper: CBCAST,
    about:
      'One process broadcasts six lines, which reach another last first, and a third at random. Both deliver them in order, each as soon as nothing before it is missing.',
    floors: { broadcasts: 5, deliveries: 15 },
    run: senderOrder,
  },
  {
    name: 'concurrent broadcasts do not wait for each other',
    slug: 'independent',
    points: 2,
    paper: CBCAST,
    about:
      'The messages of one process are held back, while another, which has not heard of them, broadcasts. What it says is delivered at once, everywhere.',
    floors: { broadcasts: 10, deliveries: 40 },
    run: independent,
  },
  {
    name: 'messages come twice',
    slug: 'doubled',
    points: 3,
    paper: 'the handout',
    about:
      'Copies come after the delivery, while the first one waits, and at random. Everything is delivered once.',
    floors: { broadcasts: 12, deliveries: 36, copies: 8 },
    run: doubled,
  },
  {
    name: 'one message is what all others wait for',
    slug: 'unblocked',
    points: 2,
    paper: CBCAST,
    about:
      'A chain of six answers reaches a process last first, and two answers that are concurrent come before their question. When the missing one comes, everything is delivered in that turn.',
    floors: { broadcasts: 8, deliveries: 32 },
    run: unblocked,
  },
  {
    name: 'what precedes by way of another',
    slug: 'transitive',
    points: 2,
    paper: CBCAST,
    about:
      'A second process answers a first one, and a third the second. A fourth gets that in another order: what has come there and still waits does not count as delivered there.',
    floors: { broadcasts: 8, deliveries: 32 },
    run: transitive,
  },
];
