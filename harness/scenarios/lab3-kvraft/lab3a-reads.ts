import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { othersAfter } from '../lab2-raft/stagecraft.ts';
import type { Scenario } from '../scenario.ts';
import { calmService, isAnsweredWithin, recover } from './clerk-staging.ts';
import type { KvService } from './kv-service.ts';
import { token } from './workload.ts';

const READER = 0;
const WRITER = 1;
/** On the reader's side. */
const COMPANION = 2;
/** Whoever is cut off with a reader has this time to answer it wrongly. */
const TEMPTATION_MS = 600;
/** As far apart as the handout says that clocks can be. */
const SLOWEST = 0.8;
const FASTEST = 1.2;

/** What befalls a leader, besides that it is cut off at once. */
type Deception = (kv: KvService, leader: number, round: number) => Promise<void>;

/**
 * A leader is alone with a reader, who reaches nobody else. The others elect another, and a writer appends.
 * At once the reader asks: whatever the old leader answers is too old.
 */
async function staleRead(kv: KvService, round: number, deception: Deception): Promise<void> {
  const leader = await kv.oneLeader();
  const others = othersAfter(kv, leader);
  kv.clerks.startAnew(READER, leader);
  await kv.append(READER, 'x', token(READER, round));
  await kv.get(READER, 'x');
  await deception(kv, leader, round);
  kv.partitionAll({ servers: [leader], clerks: [READER, COMPANION] }, { servers: others, clerks: [WRITER] });

  const limitMs = 5000;
  const next = await kv.until(() => kv.currentLeader(others), limitMs, 2);
  kv.clerks.startAnew(WRITER, next ?? (await kv.oneLeader(others)));
  await kv.append(WRITER, 'x', token(WRITER, round));
  const read = kv.begin(READER, { kind: 'get', key: 'x' });
  kv.resume(leader);
  kv.simulation.count('oldLeadersAsked');
  await isAnsweredWithin(kv, read, TEMPTATION_MS);
  await recover(kv);
}

const isSimplyCutOff: Deception = async () => {};

/**
 * It is paused when it has just sent an entry to its followers. Their answers come while it sleeps: it finds
 * them when it wakes up, just before the reader's request.
 */
const sleeps: Deception = async (kv, leader, round) => {
  const { traffic } = kv.simulation.network;
  const sent = () => traffic.sentBy(kv.server(leader).address).rpcs;
  // An entry is not sent in the moment of a heartbeat.
  await kv.sleep(20);
  kv.clerks.startAnew(COMPANION, leader);
  kv.begin(COMPANION, { kind: 'append', key: 'y', value: token(COMPANION, round) });
  const before = sent();
  await kv.until(() => sent() > before, 1000, 0.5);
  kv.pause(leader);
  await kv.sleep(8);
};

/** Its clock is slow, and those of the others are fast. */
const hasSlowClock: Deception = async (kv, leader) => {
  for (const server of kv.all) kv.drift(server, server === leader ? SLOWEST : FASTEST);
};

/** Its wall clock is set back: what it promised itself to do soon seems to be an hour away. */
const isSetBack: Deception = async (kv, leader) => kv.jump(leader, -3_600_000);

async function deceive(simulation: Simulation, deceptions: readonly Deception[]): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 3 });
  for (const [round, deception] of kv.roundsOf(deceptions.entries())) await staleRead(kv, round, deception);
  await kv.get(WRITER, 'x');
  kv.judge();
}

export const READS: readonly Scenario[] = [
  {
    name: 'a deposed leader does not answer reads',
    slug: 'deposed-leader',
    points: 2,
    paper: 'Raft §8',
    about:
      'A leader is cut off with one client; the others elect another, and a write is answered there. Then the client asks the old leader, which still believes that it leads: it may not answer with the old value.',
    floors: { oldLeadersAsked: 2, leaderChanges: 2 },
    run: (simulation) => deceive(simulation, [isSimplyCutOff, isSimplyCutOff, isSimplyCutOff]),
  },
  {
    name: 'a leader that slept does not answer reads',
    slug: 'paused-leader',
    points: 2,
    paper: 'Raft §8; Ongaro §6.4',
    about:
      'A leader is paused until another was elected and a write was answered there. When it goes on, answers of its followers from before the pause lie there, and the request of a client: it may not answer with the old value.',
    floors: { oldLeadersAsked: 2, leaderChanges: 2 },
    run: (simulation) => deceive(simulation, [sleeps, sleeps, sleeps]),
  },
  {
    name: 'clocks decide nothing',
    slug: 'clocks',
    points: 2,
    paper: 'Ongaro §6.4.1',
    about:
      'As `deposed-leader`, while the leader’s clock runs at 0.8 times the true speed and those of the others at 1.2 times, or its wall clock is set back by an hour. A lease must hold against that.',
    floors: { oldLeadersAsked: 2, leaderChanges: 3 },
    run: (simulation) => deceive(simulation, [hasSlowClock, isSetBack, hasSlowClock, isSetBack]),
  },
];
