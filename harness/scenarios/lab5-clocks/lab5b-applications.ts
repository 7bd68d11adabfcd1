import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { BroadcastCluster } from './broadcast-cluster.ts';

const CBCAST = 'Birman, Schiper and Stephenson 1991, §5.1';
/** Longer than a message takes on a link that is neither held nor slow. */
const ARRIVAL_MS = 5;

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

/** What applications say, and when; and all of it at once. */
export const APPLICATION_SCENARIOS: readonly Scenario[] = [
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
