import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { COUNTERS } from './counters-6a.ts';
import { StoreService } from './store-service.ts';

/** The handout: on a calm network an operation costs so many requests at most. */
const REQUESTS_EACH = 3;
/** The handout: a clerk that has no answer sends so many at most. */
const REQUESTS_A_SECOND = 100;
/** For whoever asks in a network that loses and delays. */
const TROUBLED_ANSWER_MS = 30_000;
const FIRST = 0;
const OTHER = 1;

/** One client, all the answers there are, each certain. */
async function basic(simulation: Simulation): Promise<void> {
  const store = new StoreService(simulation, 1);
  await store.get(FIRST, 'x');
  await store.putNowhere(FIRST, 'x', 'too early', 1);
  await store.put(FIRST, 'x', 'a', 0);
  await store.get(FIRST, 'x');
  await store.put(FIRST, 'x', 'created twice', 0);
  await store.put(FIRST, 'x', 'b', 1);
  await store.put(FIRST, 'x', 'too old', 1);
  await store.put(FIRST, 'x', 'too new', 4);
  await store.get(FIRST, 'x');
  await store.put(FIRST, 'x', '', 2);
  await store.get(FIRST, 'x');
  await store.putNowhere(FIRST, 'y', 'other', 3);
  await store.put(FIRST, 'y', 'created', 0);
  await store.get(FIRST, 'y');
  await store.get(FIRST, 'x');
  store.judge();
  fewRequests(store, FIRST, 15);
}

function fewRequests(store: StoreService, client: number, operations: number): void {
  const sent = store.requestsOf(client);
  if (sent <= REQUESTS_EACH * operations) return;
  const message = `client ${client} sent ${sent} requests for ${operations} operations on a calm network: ${REQUESTS_EACH} each are allowed`;
  throw new Violation('store/requests', message, { paper: 'handout: limits', kind: 'limit' });
}

const ODD_KEYS = ['', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x', 'X', ' x', 'x,y', 'é'];

/** Keys that are easily taken for something else, or for each other. */
async function oddKeys(simulation: Simulation): Promise<void> {
  const store = new StoreService(simulation, 1);
  for (const key of store.roundsOf(ODD_KEYS)) {
    await store.get(FIRST, key);
    await store.put(FIRST, key, `of ${key}`, 0);
  }
  for (const key of ODD_KEYS) await store.get(FIRST, key);
  store.judge();
}

/** All clients replace the value that they have read, at once. */
async function race(simulation: Simulation): Promise<void> {
  const store = new StoreService(simulation, 10);
  const work = store.allClients.map(async (client) => {
    for (const round of store.rounds(4)) {
      const seen = await store.get(client, 'x');
      const answer = await store.put(client, 'x', `${client}.${round}`, seen?.version ?? 0);
      simulation.count(answer === 'ok' ? 'racesWon' : 'racesLost');
    }
  });
  await Promise.all(work);
  await store.get(FIRST, 'x');
  store.judge();
}

/** So many clients come once each. */
const STRANGERS = 40;
/** So many values more than before them a store may remember when they are gone. */
const ROOM = 20;

/** Clients come and go, and a key is overwritten by each: the store must not grow. */
async function forgets(simulation: Simulation): Promise<void> {
  const store = new StoreService(simulation, STRANGERS + 1);
  const overwrite = async (client: number) => {
    const seen = await store.get(client, 'x');
    await store.put(client, 'x', 'v', seen?.version ?? 0);
  };
  for (const _ of store.rounds(3)) await overwrite(STRANGERS);
  const before = await store.countValues();
  for (let client = 0; client < STRANGERS; client++) await overwrite(client);
  const grown = (await store.countValues()) - before;
  store.judge();
  if (grown <= ROOM) return;
  const message = `${STRANGERS} clients have overwritten one key once each, and the store remembers ${grown} values more than before: it should keep nothing about its clients and what they asked`;
  throw new Violation('store/forgets-clients', message, { paper: 'the contract', actor: 'store' });
}

/** What the store did is not heard of, for a while. */
async function lostReplies(simulation: Simulation): Promise<void> {
  const store = new StoreService(simulation, 2);
  const client = store.clients.clerk(FIRST);
  for (const round of store.rounds(3)) {
    const seen = await store.get(FIRST, 'x');
    store.loseReplies(client);
    const open = store.beginPut(FIRST, 'x', `first ${round}`, seen?.version ?? 0);
    await cutOff(store);
    const heard = await store.get(OTHER, 'x');
    if (heard?.value === `first ${round}` && !open.isAnswered) simulation.count('doneUnheard');
    if (round === 1) await store.put(OTHER, 'x', 'other', heard?.version ?? 0);
    store.mustWait(open);
    store.loseNothing(client);
    await store.clients.answerOf(open);
    await store.get(FIRST, 'x');
    // Now that nothing is lost, all is certain.
    await store.put(FIRST, 'x', 'too old', seen?.version ?? 0);
    await store.get(OTHER, 'x');
  }
  store.judge();
}

/** A second in which the first client is not heard, or hears nothing. */
async function cutOff(store: StoreService): Promise<void> {
  const before = store.requestsOf(FIRST);
  await store.sleep(1000);
  const sent = store.requestsOf(FIRST) - before;
  if (sent <= REQUESTS_A_SECOND) return;
  const message = `client ${FIRST} had no answer for a second, and sent ${sent} requests in that time: ${REQUESTS_A_SECOND} are allowed`;
  throw new Violation('store/requests', message, { paper: 'handout: limits', kind: 'limit' });
}

/** A put does not come through for a while, in which, but for the first time, somebody else writes. */
async function lostRequests(simulation: Simulation): Promise<void> {
  const store = new StoreService(simulation, 2);
  const client = store.clients.clerk(FIRST);
  for (const round of store.rounds(3)) {
    const seen = await store.get(FIRST, 'x');
    store.loseRequests(client);
    const open = store.beginPut(FIRST, 'x', `first ${round}`, seen?.version ?? 0);
    await cutOff(store);
    if (round > 0) {
      const answer = await store.put(OTHER, 'x', `other ${round}`, seen?.version ?? 0);
      if (answer === 'ok') simulation.count('overtaken');
    }
    store.mustWait(open);
    store.loseNothing(client);
    const before = store.requestsOf(FIRST);
    const answer = await store.clients.answerOf(open);
    // Where it sent several at a time, a second one may have been refused, and heard of first.
    if (round === 0 && store.requestsOf(FIRST) - before === 1) store.mustBeSure(open, answer);
    await store.get(FIRST, 'x');
    await store.get(OTHER, 'x');
  }
  store.judge();
}

const WILD = { ...UNRELIABLE, holdRequestRatio: 0.1, holdReplyRatio: 0.1 };

/** Messages are lost and late, and the store is paused, while clients replace what they have read. */
async function wild(simulation: Simulation): Promise<void> {
  const store = new StoreService(simulation, 4);
  store.setFaults(WILD);
  const work = store.allClients.map(async (client) => {
    const random = simulation.random(`client ${client}`);
    for (const round of store.rounds(8)) await replace(store, client, round, random);
  });
  const pauses = simulation.random('pauses');
  for (const _ of store.rounds(3)) {
    await store.sleep(pauses.between(200, 1500));
    store.pauseStore();
    await store.sleep(pauses.between(50, 1000));
    store.resumeStore();
  }
  await Promise.all(work);
  store.setFaults({
    ...WILD,
    dropRequestRatio: 0,
    dropReplyRatio: 0,
    holdRequestRatio: 0,
    holdReplyRatio: 0,
  });
  for (const key of WILD_KEYS) await store.get(FIRST, key);
  store.judge();
}

const WILD_KEYS = ['x', 'y'];

/** Never a version that nobody has seen: a late put with such a one may yet come true. */
async function replace(store: StoreService, client: number, round: number, random: Random): Promise<void> {
  const key = random.pick(WILD_KEYS);
  const version = (await store.get(client, key, TROUBLED_ANSWER_MS))?.version ?? 0;
  const named = version > 0 && random.chance(0.2) ? version - 1 : version;
  await store.put(client, key, `${client}.${round}`, named, TROUBLED_ANSWER_MS);
  await store.sleep(random.between(0, 100));
}

const MIT = 'MIT 6.5840, lab 2 of 2025';

export const STORE: readonly Scenario[] = [
  {
    name: 'one client of a store with versions',
    slug: 'store-basic',
    points: 2,
    paper: MIT,
    about:
      'One client gets, creates, replaces, and puts with versions that are too old or too new. Each answer is right and certain, and an operation costs three requests at most.',
    floors: { answers: 10 },
    counters: COUNTERS,
    run: basic,
  },
  {
    name: 'keys that look like something else',
    slug: 'store-odd-keys',
    points: 1,
    paper: 'the contract',
    about:
      'Keys such as the empty string, `__proto__` and `constructor`, or those that only look alike: each was never written at first, and then has its own value.',
    floors: { answers: 20 },
    counters: COUNTERS,
    run: oddKeys,
  },
  {
    name: 'ten clients race',
    slug: 'store-race',
    points: 2,
    paper: MIT,
    about:
      'Ten clients replace the value that they have read, at once. Of those who name one version, exactly one succeeds.',
    floors: { answers: 60, racesWon: 2, racesLost: 8 },
    counters: COUNTERS,
    run: race,
  },
  {
    name: 'clients come and go',
    slug: 'store-forgets',
    points: 1,
    paper: 'the contract',
    about:
      'Forty clients overwrite one key, once each. The store remembers no more than before: it keeps nothing about its clients.',
    floors: { answers: 60 },
    counters: COUNTERS,
    run: forgets,
  },
  {
    name: 'the reply to a put is lost',
    slug: 'store-lost-replies',
    points: 3,
    paper: MIT,
    about:
      'A put takes effect and its replies are lost for a second; meanwhile another client may replace the value. The clerk must not answer until it has heard from the store, and then must not say that its put has failed. When nothing is lost any more, no answer is `maybe`.',
    floors: { doneUnheard: 2 },
    counters: COUNTERS,
    run: lostReplies,
  },
  {
    name: 'the request of a put is lost',
    slug: 'store-lost-requests',
    points: 2,
    paper: MIT,
    about:
      'A put is lost on the way for a second. If another client writes meanwhile, the retry is refused, and the clerk must not say that its put has succeeded. If nobody does, the retry is accepted, and the answer is `ok`.',
    floors: { overtaken: 1.5 },
    counters: COUNTERS,
    run: lostRequests,
  },
  {
    name: 'messages lost and late',
    slug: 'store-wild',
    points: 2,
    paper: 'Herlihy & Wing 1990, §2',
    about:
      'Four clients replace what they have read, while one message in ten is lost and one in ten late each way, and the store is paused. All that they are told must be linearizable, and each has its answer within 30 s.',
    floors: { answers: 40 },
    counters: COUNTERS,
    run: wild,
  },
];
