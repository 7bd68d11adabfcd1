import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { othersAfter } from '../lab2-raft/stagecraft.ts';
import type { Scenario } from '../scenario.ts';
import { calmService, endAllFaults, readAll, recover } from './clerk-staging.ts';
import type { OpenKvOperation } from './kv-clerks.ts';
import type { KvService } from './kv-service.ts';
import { sharedKeys, token, Workload } from './workload.ts';

/** Every answer is lost: the clerk learns that sooner or later, and asks again. */
const LOST = { dropReplyRatio: 1, lostAfterMs: [0, 100] } as const;
/** Every request comes twice. */
const TWICE = { duplicateRatio: 1 } as const;
const ASKER = 0;
const OTHER = 1;

/** What becomes of a leader whose answers were lost. */
type Ending = 'goes on' | 'crashes' | 'is cut off' | 'all crash';
const ENDINGS: readonly Ending[] = ['crashes', 'goes on', 'is cut off', 'all crash'];

/** What a clerk asked for is done, but it never hears so from the leader that did it. */
async function lostAnswers(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 2 });
  for (const [round, ending] of kv.roundsOf(ENDINGS.entries())) {
    const leader = await kv.oneLeader();
    for (const server of kv.all) kv.setAnswerFaults(server, ASKER, LOST);
    const value = token(ASKER, round);
    const open = kv.begin(ASKER, { kind: 'append', key: 'x', value });
    await done(kv, value);
    if (!open.isAnswered) simulation.count('doneUnheard');
    switch (ending) {
      case 'goes on':
        await kv.sleep(800);
        break;
      case 'crashes':
        kv.crash(leader);
        break;
      case 'is cut off':
        kv.partition([leader], othersAfter(kv, leader));
        break;
      case 'all crash':
        for (const server of kv.all) kv.restart(server);
        break;
    }
    for (const server of kv.all) kv.setAnswerFaults(server, ASKER, undefined);
    await kv.oneLeader(ending === 'is cut off' ? othersAfter(kv, leader) : undefined);
    await kv.answerOf(open);
    await kv.get(OTHER, 'x');
    await recover(kv);
  }
  await kv.get(OTHER, 'x');
  kv.judge();
}

/** Waits until another clerk reads this value, which takes no longer than an answer may. */
async function done(kv: KvService, value: string): Promise<void> {
  const deadline = kv.simulation.nowMs + 5000;
  while (kv.simulation.nowMs < deadline && !(await kv.get(OTHER, 'x')).includes(value)) await kv.sleep(20);
}

/** Two copies of a request arrive before its command is committed. */
async function twins(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 3 });
  await kv.oneLeader();
  for (const clerk of kv.allClerks) kv.setClerkFaults(clerk, TWICE);
  const workload = new Workload(kv.clerks, { pauseMs: [5, 30], next: sharedKeys(2) });
  workload.start();
  await kv.sleep(500);
  await workload.stop(5000);
  await readAll(kv);
  kv.judge();
}

/** One copy of a request is done at once, the other arrives when newer ones have been answered. */
async function lateRequests(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 2 });
  for (const round of kv.rounds(6)) {
    const leader = await kv.oneLeader();
    const newer = round % 2 === 0 ? ASKER : OTHER;
    const kind = round < 4 ? 'put' : 'append';
    // A clerk may have to introduce itself first.
    await kv.get(ASKER, 'x');
    kv.setClerkFaults(ASKER, TWICE);
    kv.holdRequests(ASKER, leader);
    const open = kv.begin(ASKER, { kind, key: 'x', value: token(ASKER, 3 * round) });
    await kv.until(() => kv.heldRequests(ASKER, leader) > 1, 1000, 2);
    kv.releaseNewestRequest(ASKER, leader);
    await kv.answerOf(open);
    kv.setClerkFaults(ASKER, undefined);
    const late = kv.heldRequests(ASKER, leader);
    for (const nth of [1, 2]) {
      const open = kv.begin(newer, { kind, key: 'x', value: token(newer, 3 * round + nth) });
      if (newer === ASKER) await letPass(kv, leader, late, open);
      await kv.answerOf(open);
    }
    await kv.sleep(1000);
    simulation.count('lateRequests', kv.releaseRequests(ASKER, leader));
    await kv.sleep(20);
    await kv.get(OTHER, 'x');
  }
  kv.judge();
}

/** Lets all requests of a clerk through but those that came first, `late` of them, until it is answered. */
async function letPass(kv: KvService, leader: number, late: number, open: OpenKvOperation): Promise<void> {
  await kv.until(
    () => {
      while (kv.heldRequests(ASKER, leader) > late) kv.releaseNewestRequest(ASKER, leader);
      return open.isAnswered;
    },
    5000,
    2,
  );
}

/** All that clerks send comes twice, or up to two seconds late, or both. */
async function wildRequests(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 5 });
  for (const clerk of kv.allClerks) {
    kv.setClerkFaults(clerk, { duplicateRatio: 0.5, holdRequestRatio: 0.3, holdReplyRatio: 0.2 });
  }
  const workload = new Workload(kv.clerks, { pauseMs: [0, 40], next: sharedKeys(2) });
  workload.start();
  await kv.sleep(5000);
  endAllFaults(kv);
  await workload.stop(5000);
  // Whatever is still under way arrives.
  await kv.sleep(2300);
  await readAll(kv);
  kv.judge();
}

/** Clerks die with a request under way, and those that come after them ask for the next thing. */
async function deadClients(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 2 });
  for (const round of kv.rounds(5)) {
    const leader = await kv.oneLeader();
    const kind = round % 2 === 0 ? 'append' : 'put';
    const key = `${kind} ${round >> 1}`;
    kv.clerks.startAnew(ASKER, leader);
    // A clerk may have to introduce itself first.
    await kv.get(ASKER, key);
    kv.holdRequests(ASKER, leader);
    kv.begin(ASKER, { kind, key, value: token(ASKER, 3 * round) });
    await kv.until(() => kv.heldRequests(ASKER, leader) > 0, 2000, 2);
    kv.clerks.startAnew(ASKER, leader);
    const late = kv.heldRequests(ASKER, leader);
    simulation.count('requestsOfTheDead', late);

    // The dead one's request comes first, at the same moment, or last.
    if (round % 3 === 0) kv.releaseRequests(ASKER, leader);
    const open = kv.begin(ASKER, { kind, key, value: token(ASKER, 3 * round + 1) });
    if (round % 3 === 1) {
      await kv.sleep(10);
      kv.releaseRequests(ASKER, leader);
    }
    if (round % 3 === 2) await letPass(kv, leader, late, open);
    await kv.answerOf(open);
    await kv.get(OTHER, key);
    kv.releaseRequests(ASKER, leader);
    await kv.sleep(20);
    await kv.get(ASKER, key);
    await kv.get(OTHER, key);
  }
  await readAll(kv);
  kv.judge();
}

export const REQUESTS: readonly Scenario[] = [
  {
    name: 'answers are lost, and others are asked',
    slug: 'lost-answers',
    points: 2,
    paper: 'Raft §8; Ongaro §6.3',
    about:
      'A leader does what a client wants, but its answers are lost. Then it goes on, crashes, or is cut off, or all servers crash. The client asks again, maybe another server: it is done once.',
    floors: { doneUnheard: 3, leaderChanges: 1 },
    run: lostAnswers,
  },
  {
    name: 'every request comes twice',
    slug: 'twins',
    points: 1,
    paper: 'Raft §8; Ongaro §6.3',
    about:
      'The network delivers each request twice, so that both come before the command is committed. It is done once.',
    floors: { answers: 25 },
    run: twins,
  },
  {
    name: 'a request comes again, seconds late',
    slug: 'late-requests',
    points: 2,
    paper: 'Raft §8; Ongaro §6.3',
    about:
      'A second copy of a put or an append arrives when newer ones, of the same client or of another, were answered. It changes nothing.',
    floors: { lateRequests: 5 },
    run: lateRequests,
  },
  {
    name: 'requests late and twice, at random',
    slug: 'wild-requests',
    points: 1,
    paper: 'Raft §8; Ongaro §6.3',
    about:
      'Requests of five clients come twice, or up to two seconds late, and answers late; clients ask again in the meantime.',
    floors: { answers: 20 },
    run: wildRequests,
  },
  {
    name: 'clients that die in the middle of a call',
    slug: 'dead-clients',
    points: 2,
    paper: 'Ongaro §6.3',
    about:
      'A client dies while its request is under way, and a new one asks for the next thing in its place. What the dead one asked for may be done once, or never; the new one is not taken for it.',
    floors: { requestsOfTheDead: 4, clerkCrashes: 5 },
    run: deadClients,
  },
];
