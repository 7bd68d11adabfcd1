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

const PAYLOADS: readonly unknown[] = [
  null,
  'again',
  undefined,
  0,
  'again',
  '',
  new Map([['item', [1n, -0]]]),
  { from: 1, payload: 'again', vector: [9, 9, 9] },
  [],
  new Uint8Array([1, 2, 3]),
  'x'.repeat(20_000),
  new Set(['a', 'b']),
  'again',
];

async function payloads(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 3);
  const random = simulation.random('payloads');
  group.setFaults({ delayMs: [1, 30], duplicateRatio: 0.3 });
  for (const payload of group.roundsOf(PAYLOADS)) {
    await group.broadcast(random.integer(0, 1), payload);
    await group.sleep(random.between(0, 10));
  }
  await group.finish();
}

/** Applications that broadcast from inside `deliver`. */
async function answerAtOnce(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 4);
  const random = simulation.random('roles');
  for (const round of group.rounds(2)) {
    const [asker = 0, answerer = 0, reader = 0, other = 0] = random.shuffle(group.all);
    const [question, answer, remark] = [`question ${round}`, `answer ${round}`, `remark ${round}`];
    await group.answerTo(asker, question, remark);
    await group.answerTo(answerer, question, answer);
    // The reader answers when it has the question, while the answer and the remark wait for the same.
    await group.answerTo(reader, question, `guess ${round}`);
    group.hold(asker, reader);
    group.hold(asker, other);
    group.hold(answerer, other);
    await group.broadcast(asker, question);
    await group.whenDelivered(answer, asker);
    await group.sleep(ARRIVAL_MS);
    for (const process of [reader, other]) {
      // The remark first, then the question.
      while (group.releaseOne(asker, process, 'newest')) await group.sleep(ARRIVAL_MS);
      group.release(asker, process);
    }
    // It was made before its maker had the answer, so that it does not wait for that.
    await group.whenDelivered(`guess ${round}`, other);
    group.release(answerer, other);
    await group.sleep(ARRIVAL_MS);
  }
  await group.finish();
}

async function broadcastStorm(simulation: Simulation): Promise<void> {
  const group = new BroadcastCluster(simulation, 5);
  const random = simulation.random('storm');
  group.setFaults({ delayMs: [1, 60], duplicateRatio: 0.2, holdRequestRatio: 0.1, holdMs: [50, 200] });
  const calls: Promise<void>[] = [];
  for (const round of group.rounds(60)) {
    if (random.chance(0.1)) group.pause(random.pick(group.all));
    const line = `line ${round}`;
    if (random.chance(0.2)) calls.push(group.answerTo(random.pick(group.all), line, `reply ${round}`));
    calls.push(group.broadcast(random.pick(group.all), line));
    await group.sleep(random.between(0, 25));
    if (random.chance(0.3)) for (const process of group.all) group.resume(process);
  }
  for (const process of group.all) group.resume(process);
  await Promise.all(calls);
  await group.finish();
}

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
      'A second process answers a first one, and a third the second. A fourth gets that in another order: what has arrived and still waits does not count as delivered.',
    floors: { broadcasts: 8, deliveries: 32 },
    run: transitive,
  },
  {
    name: 'payloads of all kinds',
    slug: 'payloads',
    points: 1,
    paper: 'the contract',
    about:
      '`null`, a `Map`, bytes, 20,000 characters, an object that looks like a message, the same text several times: each is delivered as it was, and as often as it was broadcast.',
    floors: { broadcasts: 10, deliveries: 30 },
    run: payloads,
  },
  {
    name: 'applications that answer at once',
    slug: 'answer-at-once',
    points: 2,
    paper: CBCAST,
    about:
      'Applications broadcast while `deliver` hands them a question, their own or another’s. The answer is delivered to themselves before the inner call returns, and nowhere before the question.',
    floors: { broadcasts: 7, deliveries: 28 },
    run: answerAtOnce,
  },
  {
    name: 'many broadcasts at random',
    slug: 'broadcast-storm',
    points: 3,
    paper: CBCAST,
    about:
      'Five processes, over sixty broadcasts; messages late, doubled and out of order, processes that are paused. Everything is delivered once, in causal order, no later than that demands, and messages do not grow.',
    floors: { broadcasts: 50, deliveries: 250, copies: 20 },
    run: broadcastStorm,
  },
];
