import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import { othersAfter } from '../lab2-raft/stagecraft.ts';
import type { Scenario } from '../scenario.ts';
import { calmService, readAll, recover } from './clerk-staging.ts';
import type { OpenKvOperation } from './kv-clerks.ts';
import type { KvService } from './kv-service.ts';
import { token } from './workload.ts';

/** Every clerk appends to a key that two of them share. */
function allAppend(kv: KvService, nth: number): void {
  for (const clerk of kv.allClerks) {
    kv.begin(clerk, { kind: 'append', key: `key ${clerk >> 1}`, value: token(clerk, nth) });
  }
}

/** The leader dies somewhere between a request and its answer, or in the turn in which it would answer. */
async function leaderCrashes(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 4 });
  const faults = simulation.random('faults');
  for (const round of kv.rounds(5)) {
    const leader = await kv.oneLeader();
    allAppend(kv, 2 * round);
    await kv.allAnswered();
    allAppend(kv, 2 * round + 1);
    if (round % 2 === 0) {
      await kv.sleep(faults.between(0, 10));
      kv.crash(leader);
    } else {
      kv.crashAt(leader, { when: 'reply', effects: faults.integer(0, 1) });
      await kv.until(() => !kv.isUp(leader), 1000, 5);
      kv.server(leader).crashPoint = undefined;
      kv.crash(leader);
    }
    await kv.oneLeader();
    await kv.allAnswered();
    kv.start(leader);
  }
  await readAll(kv);
  kv.judge();
}

/** The leader hears nothing of its fall, but clerks reach it as before. */
async function leaderCutOff(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 4 });
  for (const round of kv.rounds(3)) {
    const leader = await kv.oneLeader();
    allAppend(kv, 2 * round);
    await kv.allAnswered();
    kv.partition([leader], othersAfter(kv, leader));
    allAppend(kv, 2 * round + 1);
    await kv.oneLeader(othersAfter(kv, leader));
    await kv.allAnswered();
    simulation.count('answersPastLeader', kv.allClerks.length);
    kv.heal();
  }
  await kv.oneLeader();
  await readAll(kv);
  kv.judge();
}

function minority(simulation: Simulation): Promise<void> {
  return oneMinority(calmService(simulation, { size: 5, clerks: 3 }));
}

function lossyMinority(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 3 });
  kv.setFaults(UNRELIABLE);
  return oneMinority(kv);
}

/** MIT's OnePartition, and again. */
async function oneMinority(kv: KvService): Promise<void> {
  for (const round of kv.rounds(2)) {
    const leader = await kv.oneLeader();
    await kv.put(0, 'x', token(0, 10 * round));
    const [companion, ...majority] = othersAfter(kv, leader) as [number, ...number[]];
    const few = [leader, companion];
    kv.partitionAll({ servers: few, clerks: [1, 2] }, { servers: majority, clerks: [0] });

    // The majority goes on.
    await kv.oneLeader(majority);
    await kv.put(0, 'x', token(0, 10 * round + 1));
    await kv.get(0, 'x');

    // The minority does not, not even where the old leader believes that it leads.
    const put = kv.begin(1, { kind: 'put', key: 'x', value: token(1, round) });
    const get = kv.begin(2, { kind: 'get', key: 'x' });
    failIfAnswered(kv, put, few);
    failIfAnswered(kv, get, few);
    await kv.sleep(1000);
    await kv.get(0, 'x');
    await kv.put(0, 'x', token(0, 10 * round + 2));
    await kv.get(0, 'x');

    // Healed, both come to their end.
    await recover(kv);
    await kv.get(0, 'x');
    kv.simulation.count('minorities');
  }
  kv.judge();
}

/** Fails the run as soon as this has its answer, unless the clerk's servers reach a majority by then. */
function failIfAnswered(kv: KvService, open: OpenKvOperation, servers: readonly number[]): void {
  open.answer.then((answer) => {
    if (answer === undefined || kv.reachesMajority(servers)) return;
    const { name } = kv.clerk(open.clerk);
    const message = `${name}'s ${kv.record.describe(open.input)} was answered, though ${name} reached only servers ${servers.join(' and ')}, no majority, since before it asked`;
    kv.simulation.fail(new Violation('kv/majority-answers', message, { paper: 'Raft §8', actor: name }));
  });
}

/**
 * Clerks ask a leader whom nobody else hears, until others have put other commands in the places of theirs.
 * Then it learns, and none of them may be told what belongs to another.
 */
async function placesTaken(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 4 });
  // Whoever turns to a server that it cannot reach soon comes back to the leader.
  kv.setFaults({ unreachableAfterMs: [0, 20] });
  const insiders = [0, 1];
  const outsiders = [2, 3];
  const input = (clerk: number, nth: number): KvInput =>
    clerk % 2 === 0
      ? { kind: 'append', key: `key ${clerk}`, value: token(clerk, nth) }
      : { kind: 'get', key: `key ${clerk - 1}` };
  for (const round of kv.rounds(3)) {
    const leader = await kv.oneLeader();
    const others = othersAfter(kv, leader);
    for (const clerk of kv.allClerks) kv.begin(clerk, input(clerk, 2 * round));
    await kv.allAnswered();
    kv.partitionAll({ servers: [leader], clerks: insiders }, { servers: others, clerks: outsiders });
    const lost = insiders.map((clerk) => kv.begin(clerk, input(clerk, 2 * round + 1)));
    await kv.oneLeader(others);
    for (const clerk of outsiders) await kv.answerOf(kv.begin(clerk, input(clerk, 2 * round + 1)));
    for (const clerk of outsiders) await kv.get(clerk, 'key 2');
    simulation.count('placesTaken', lost.filter(({ isAnswered }) => !isAnswered).length);
    await recover(kv);
  }
  await readAll(kv);
  kv.judge();
}

export const LEADERS: readonly Scenario[] = [
  {
    name: 'the leader crashes in the middle',
    slug: 'leader-crashes',
    points: 2,
    paper: 'Raft §8',
    about:
      'Four clients ask, and the leader crashes: before, while or after it does what they want, also just before it answers. Each has its answer within 5 s of the election, and each append is there once.',
    floors: { crashes: 4, leaderChanges: 4, answers: 35 },
    run: leaderCrashes,
  },
  {
    name: 'a leader that nobody hears but clients',
    slug: 'leader-cut-off',
    points: 2,
    paper: 'Raft §8',
    about:
      'The leader is cut off from the other servers, not from the clients. They do not wait for it: each has its answer within 5 s of the election of another.',
    floors: { answersPastLeader: 8, leaderChanges: 2 },
    run: leaderCutOff,
  },
  {
    name: 'progress in the majority, none in the minority',
    slug: 'minority',
    points: 2,
    paper: 'Raft §5.4, §8',
    about:
      'The leader and one server are cut off with two clients. The majority goes on; in the minority neither a put nor a get is answered. Healed, both are within 5 s.',
    floors: { minorities: 1.5 },
    run: minority,
  },
  {
    name: 'the same on a network that loses messages',
    slug: 'lossy-minority',
    points: 1,
    paper: 'Raft §5.4, §8',
    about: 'As `minority`, while one message in ten is lost each way.',
    floors: { minorities: 1.5 },
    run: lossyMinority,
  },
  {
    name: 'other commands in the places of these',
    slug: 'places-taken',
    points: 1,
    paper: 'Raft §5.3, §8',
    about:
      'Two clients ask a leader that is cut off, and others fill the places in the log that it gave to their commands. When it learns of that, nobody may be told the outcome of another command.',
    floors: { placesTaken: 4, leaderChanges: 2 },
    run: placesTaken,
  },
];
