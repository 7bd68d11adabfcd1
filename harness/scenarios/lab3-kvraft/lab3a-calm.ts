import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { calmService, readAll } from './clerk-staging.ts';
import { ownKeys, token, Workload } from './workload.ts';

async function oneClient(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 1 });
  const workload = new Workload(kv.clerks, { pauseMs: [0, 20], next: ownKeys });
  workload.start();
  await kv.oneLeader();
  await kv.sleep(1400);
  await workload.stop(5000);
  await readAll(kv);
  kv.judge();
}

async function manyClients(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 5 });
  const workload = new Workload(kv.clerks, { pauseMs: [20, 100], next: ownKeys });
  workload.start();
  await kv.oneLeader();
  await kv.sleep(1200);
  await workload.stop(5000);
  await readAll(kv);
  kv.judge();
}

/** All clerks ask in the same moment, so that their commands travel and are applied together. */
async function sameMoment(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 8 });
  await kv.oneLeader();
  for (const round of kv.rounds(4)) {
    for (const clerk of kv.allClerks) {
      kv.begin(clerk, { kind: 'append', key: `key ${clerk}`, value: token(clerk, round) });
    }
    await kv.allAnswered();
    for (const clerk of kv.allClerks) kv.begin(clerk, { kind: 'get', key: `key ${clerk}` });
    await kv.allAnswered();
  }
  kv.judge();
}

/** Keys that are more than text to careless code, or look the same to it. */
const ODD_KEYS = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  '0',
  '00',
  'a/b',
  '\u00e4',
  'a\u0308',
  '鍵',
  '🔑',
];
const ODD_VALUES = ['', ' ', 'null', '0', '"', '🔑🔑', '\u0000\n', '値'];

async function oddKeys(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 1 });
  const random = simulation.random('values');
  for (const key of kv.roundsOf(random.shuffle(ODD_KEYS))) {
    await kv.get(0, key);
    await kv.append(0, key, random.pick(ODD_VALUES));
    await kv.put(0, key, random.pick(ODD_VALUES));
    await kv.append(0, key, random.pick(ODD_VALUES));
  }
  await readAll(kv);
  kv.judge();
}

const HOT_KEYS = 3;
const ALL_KEYS = 5000;

async function hotKeys(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 6 });
  const touched = new Set<string>();
  const workload = new Workload(kv.clerks, {
    pauseMs: [10, 60],
    next: (clerk, nth, random) => {
      const isHot = random.chance(0.6);
      const key = `key ${random.integer(0, isHot ? HOT_KEYS - 1 : ALL_KEYS - 1)}`;
      touched.add(key);
      const value = token(clerk, nth);
      const kind = random.pick(['get', 'get', 'put', 'append', 'append'] as const);
      return kind === 'get' ? { kind, key } : { kind, key, value };
    },
  });
  workload.start();
  await kv.oneLeader();
  await kv.sleep(900);
  await workload.stop(5000);
  simulation.count('keys', touched.size);
  await readAll(kv);
  kv.judge();
}

const LARGE_BYTES = 40_000;
/** The handout: so many times the values may travel in a cluster of three. */
const TRAVELS = 8;
const OVERHEAD_BYTES = 50_000;

async function largeValues(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 2 });
  await kv.oneLeader();
  await kv.append(0, 'small', token(0, 0));
  const before = kv.bytes;
  let offered = 0;
  for (const round of kv.rounds(4)) {
    for (const clerk of kv.allClerks) {
      const value = `${token(clerk, round + 1)}${'x'.repeat(LARGE_BYTES)}`;
      offered += value.length;
      kv.begin(clerk, { kind: round < 2 ? 'append' : 'put', key: `large ${clerk}`, value });
    }
    await kv.allAnswered();
  }
  const sent = kv.bytes - before;
  simulation.count('largeBytes', offered);
  if (sent > TRAVELS * offered + OVERHEAD_BYTES) {
    const message = `values of ${offered} bytes in all were written, for which ${sent} bytes went over the network; at most ${TRAVELS} times as many, and ${OVERHEAD_BYTES}, are allowed`;
    throw new Violation('kv/bytes', message, { kind: 'limit' });
  }
  await readAll(kv);
  kv.judge();
}

export const CALM: readonly Scenario[] = [
  {
    name: 'one client',
    slug: 'one-client',
    points: 1,
    paper: 'Raft §8',
    about: 'One client appends to a key and reads it: each append is there once, in order.',
    floors: { answers: 40 },
    run: oneClient,
  },
  {
    name: 'many clients',
    slug: 'many-clients',
    points: 1,
    paper: 'Raft §8',
    about:
      'Five clients, started in the same moment, append to keys of their own and read them. Nobody takes one for another.',
    floors: { answers: 40 },
    run: manyClients,
  },
  {
    name: 'answers for the right client',
    slug: 'same-moment',
    points: 1,
    paper: 'Raft §8',
    about:
      'Eight clients ask in the same moment, for different keys, so that their commands are applied together. Each gets its own answer.',
    floors: { answers: 60 },
    run: sameMoment,
  },
  {
    name: 'keys and values of every kind',
    slug: 'odd-keys',
    points: 1,
    paper: 'the contract',
    about:
      'Keys and values such as the empty string, `__proto__`, `constructor`, or those that only look alike, are like all others; a key that was never written gives the empty string.',
    floors: { answers: 50 },
    run: oddKeys,
  },
  {
    name: 'thousands of keys, a few of them hot',
    slug: 'hot-keys',
    points: 1,
    paper: 'Herlihy & Wing §3.2',
    about:
      'Six clients read, put and append; most of it to three keys, the rest to any of five thousand. Each key is linearizable.',
    floors: { answers: 50, keys: 20 },
    run: hotKeys,
  },
  {
    name: 'large values',
    slug: 'large-values',
    points: 1,
    paper: 'Raft §8',
    about:
      'Two clients append and put values of 40 kB. They travel at most eight times in all: to the leader, to its two followers, and some room.',
    floors: { answers: 8, largeBytes: 200_000 },
    run: largeValues,
  },
];
