import { LONG_WAITS, UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { CounterCluster, SERVER } from './driver.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

async function quiet(simulation: Simulation): Promise<void> {
  const counter = new CounterCluster(simulation);
  for (const _ of counter.rounds(10)) await counter.increment(0);
  await counter.read(0);
}

async function hour(simulation: Simulation): Promise<void> {
  const counter = new CounterCluster(simulation);
  // Whoever calls a server that is down waits up to 7 s for the bad news.
  counter.setFaults(LONG_WAITS);
  for (const _ of counter.rounds(3)) await counter.increment(0);

  counter.crash(SERVER);
  const answer = counter.increment(0, HOUR_MS + MINUTE_MS);
  await counter.sleep(HOUR_MS);
  counter.start(SERVER);
  await answer;
  await counter.increment(0);
  await counter.read(0);
}

async function lossy(simulation: Simulation): Promise<void> {
  const counter = new CounterCluster(simulation);
  counter.setFaults({ ...UNRELIABLE, dropRequestRatio: 0.3, dropReplyRatio: 0.3 });
  for (const _ of counter.rounds(20)) await counter.increment(0);
  await counter.read(0);
}

async function late(simulation: Simulation): Promise<void> {
  const counter = new CounterCluster(simulation);
  await counter.increment(0);

  // Each request comes twice, but of the copies only the newest gets through for now.
  counter.setRequestFaults({ duplicateRatio: 1 });
  counter.holdRequests(0);
  for (const _ of counter.rounds(3)) {
    let isAnswered = false;
    const answer = counter.increment(0).then(() => {
      isAnswered = true;
    });
    while (!isAnswered) {
      await counter.sleep(20);
      counter.releaseNewest(0);
      await counter.until(() => isAnswered, 1000);
    }
    await answer;
  }

  // Then the old copies come as well.
  counter.setRequestFaults(undefined);
  simulation.count('lateCopies', counter.releaseRequests(0));
  await counter.sleep(100);
  await counter.increment(0);
  await counter.read(0);
}

/** What a turn does that saves: save, then answer. A server may do more. */
const EFFECTS = [0, 1, 2, 3];

async function crash(simulation: Simulation): Promise<void> {
  const counter = new CounterCluster(simulation);
  await counter.increment(0);
  for (const lost of [true, false]) {
    for (const effects of counter.roundsOf(EFFECTS)) {
      if (lost) counter.setAnswerFaults({ dropReplyRatio: 1 });
      counter.crashAt(SERVER, { effects, when: 'save' });
      const answer = counter.increment(0);
      await counter.until(() => !counter.isUp(SERVER), 1000);
      if (counter.isUp(SERVER)) counter.crash(SERVER);
      counter.setAnswerFaults(undefined);
      counter.start(SERVER);
      await answer;
    }
  }
  await counter.read(0);
}

const CROWD = [0, 1, 2];

async function crowd(simulation: Simulation): Promise<void> {
  const random = simulation.random('crowd');
  const counter = new CounterCluster(simulation, CROWD.length);
  const faults = { dropRequestRatio: 0.2, dropReplyRatio: 0.2, duplicateRatio: 0.2, holdRequestRatio: 0.1 };
  counter.setFaults({ ...UNRELIABLE, ...faults });
  const work = CROWD.map(async (client) => {
    for (const _ of counter.rounds(8)) {
      await counter.increment(client);
      await counter.sleep(random.between(0, 50));
    }
  });
  for (const _ of counter.rounds(6)) {
    await counter.sleep(random.between(50, 250));
    if (random.chance(0.5)) counter.crashAt(SERVER, { effects: random.integer(0, 3), when: 'save' });
    else counter.crash(SERVER);
    await counter.sleep(random.between(50, 250));
    if (counter.isUp(SERVER)) counter.crash(SERVER);
    counter.start(SERVER);
  }
  await Promise.all(work);
  for (const client of CROWD) await counter.read(client);
}

/** Where retries and what to do about them were first described in full. */
const CALLS = 'Birrell and Nelson 1984, §3.2';

export const TOUR: readonly Scenario[] = [
  {
    name: 'a quiet network',
    slug: 'quiet',
    points: 0,
    paper: 'the handout',
    about: 'One client increments ten times while nothing goes wrong.',
    floors: { increments: 10 },
    run: quiet,
  },
  {
    name: 'a server that is down for an hour',
    slug: 'hour',
    points: 0,
    paper: 'the handout',
    about: 'The server is down for an hour; the client asks until it is answered, and nothing is forgotten.',
    floors: { increments: 5, crashes: 1 },
    longestMs: 2 * HOUR_MS,
    run: hour,
  },
  {
    name: 'messages get lost',
    slug: 'lossy',
    points: 0,
    paper: CALLS,
    about: 'One client increments twenty times; three requests in ten are lost, and three answers in ten.',
    floors: { increments: 20, retries: 10 },
    run: lossy,
  },
  {
    name: 'copies of old requests come late',
    slug: 'late',
    points: 0,
    paper: CALLS,
    about: 'Every request comes twice, and three of the copies when newer increments have been answered.',
    floors: { increments: 5, lateCopies: 3 },
    run: late,
  },
  {
    name: 'crashes in the middle of a turn',
    slug: 'crash',
    points: 0,
    paper: 'the handout, step 7',
    about:
      'The server crashes after the first 0 to 3 effects of a turn in which it saves; the client asks again.',
    floors: { increments: 9, crashes: 8 },
    run: crash,
  },
  {
    name: 'three clients, and all of this at once',
    slug: 'crowd',
    points: 0,
    paper: 'the handout, step 7',
    about: 'Three clients at once; messages are lost, doubled and late, and the server crashes six times.',
    floors: { increments: 24, retries: 10, crashes: 6 },
    run: crowd,
  },
];
