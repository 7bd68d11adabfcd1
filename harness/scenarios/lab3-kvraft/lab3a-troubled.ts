import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { storm } from '../lab2-raft/storm.ts';
import type { Scenario } from '../scenario.ts';
import { calmService, endAllFaults, readAll } from './clerk-staging.ts';
import type { KvService } from './kv-service.ts';
import { sharedKeys, token, Workload, type WorkloadOptions } from './workload.ts';

/** What makes one of MIT's tests different from the others. */
interface Troubles {
  readonly size: number;
  readonly clerks: number;
  readonly isLossy?: boolean;
  /** What happens in a round, while clerks ask. */
  readonly round: (kv: KvService, random: Random) => Promise<void>;
  readonly rounds: number;
  readonly workload: WorkloadOptions;
}

/** Clerks ask all the time, whatever befalls the servers and themselves. */
async function under(simulation: Simulation, troubles: Troubles): Promise<void> {
  const { size, clerks, isLossy, round, rounds, workload } = troubles;
  const kv = calmService(simulation, { size, clerks });
  if (isLossy) kv.setFaults(UNRELIABLE);
  const load = new Workload(kv.clerks, workload);
  load.start();
  await kv.oneLeader();
  const random = simulation.random('troubles');
  for (const _ of kv.rounds(rounds)) await round(kv, random);
  endAllFaults(kv);
  await kv.oneLeader();
  await load.stop(5000);
  await readAll(kv);
  kv.judge();
}

/** All clerks work on so many keys, with so long a pause after each answer. */
function steady(pauseMs: readonly [number, number], keys: number): WorkloadOptions {
  return { pauseMs, next: sharedKeys(keys) };
}

/** Servers and clerks fall apart at random: into two parts, between which nothing goes. */
async function partitions(kv: KvService, random: Random): Promise<void> {
  const servers = random.shuffle(kv.all);
  const cut = random.integer(1, kv.size - 1);
  const [there, here] = [kv.allClerks.filter(() => random.chance(0.25)), kv.allClerks];
  kv.partitionAll(
    { servers: servers.slice(0, cut), clerks: there },
    {
      servers: servers.slice(cut),
      clerks: random.chance(0.5) ? here.filter((one) => !there.includes(one)) : [],
    },
  );
  await kv.sleep(random.between(500, 800));
  if (random.chance(0.3)) kv.heal();
}

/** All servers at once, while clerks ask. */
async function restartAll(kv: KvService, random: Random): Promise<void> {
  for (const server of kv.all) kv.crash(server);
  await kv.sleep(random.between(0, 200));
  kv.simulation.count('restartsUnderLoad', kv.size);
  kv.startAll();
  await kv.oneLeader();
  await kv.sleep(random.between(150, 400));
}

/** One server after the other, the leader among them. */
async function restartInTurn(kv: KvService, random: Random): Promise<void> {
  for (const server of random.shuffle(kv.all)) {
    kv.crashAt(server, {
      when: random.pick(['save', 'reply', 'request', undefined]),
      effects: random.integer(0, 3),
    });
    await kv.until(() => !kv.isUp(server), 300, 10);
    kv.server(server).crashPoint = undefined;
    kv.crash(server);
    await kv.sleep(random.between(50, 250));
    kv.start(server);
    kv.simulation.count('restartsUnderLoad');
    await kv.sleep(random.between(0, 300));
  }
}

/** Some servers hear others that do not hear them; some clerks are heard, and hear nothing. */
async function oneWayCuts(kv: KvService, random: Random): Promise<void> {
  for (let cut = 0; cut < 3; cut++) {
    const [from, to] = random.shuffle(kv.all) as [number, number];
    kv.cutOneWay(from, to);
  }
  const clerk = kv.clerk(random.pick(kv.allClerks));
  const server = kv.server(random.pick(kv.all));
  const [from, to] = random.chance(0.7) ? [server, clerk] : [clerk, server];
  kv.simulation.inflict({ what: 'cut one way', from, to });
  await kv.sleep(random.between(400, 800));
  if (random.chance(0.5)) kv.heal();
}

async function partitionsAndRestarts(kv: KvService, random: Random): Promise<void> {
  await partitions(kv, random);
  if (random.chance(0.5)) return;
  kv.heal();
  await restartAll(kv, random);
}

/** What storms do to servers, and then something to clerks. */
async function stormOverAll(kv: KvService, random: Random): Promise<void> {
  await storm(kv, random, 4);
  const clerk = random.pick(kv.allClerks);
  switch (random.integer(0, 4)) {
    case 0:
      return kv.clerks.startAnew(clerk);
    case 1:
      return kv.pauseClerk(clerk);
    case 2:
      return kv.setClerkFaults(clerk, { duplicateRatio: 0.5, holdRequestRatio: 0.2, holdReplyRatio: 0.2 });
    case 3:
      return kv.partitionAll(
        { servers: [random.pick(kv.all)], clerks: [clerk] },
        { servers: kv.all, clerks: [] },
      );
    default:
      return kv.resumeClerk(clerk);
  }
}

async function calmRound(kv: KvService): Promise<void> {
  await kv.sleep(500);
}

/** MIT's UnreliableOneKey. */
async function lossyOneKey(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 5 });
  kv.setFaults(UNRELIABLE);
  const loops = kv.allClerks.map(async (clerk) => {
    for (let nth = 0; nth < 10; nth++) await kv.append(clerk, 'x', token(clerk, nth), 20_000);
  });
  await Promise.all(loops);
  endAllFaults(kv);
  await kv.oneLeader();
  await kv.get(0, 'x');
  kv.judge();
}

export const TROUBLED: readonly Scenario[] = [
  {
    name: 'a network that loses messages',
    slug: 'lossy',
    points: 1,
    paper: 'Raft §8',
    about:
      'Five clients read, put and append, while one message in ten is lost each way and others come late.',
    floors: { answers: 20 },
    run: (simulation) =>
      under(simulation, {
        size: 5,
        clerks: 5,
        isLossy: true,
        rounds: 4,
        round: calmRound,
        workload: steady([20, 80], 3),
      }),
  },
  {
    name: 'many appends to one key, while messages are lost',
    slug: 'lossy-one-key',
    points: 1,
    paper: 'Raft §8',
    about:
      'Five clients append ten values each to one key, while one message in ten is lost each way. All fifty are there once, each client’s in order.',
    floors: { appends: 45 },
    run: lossyOneKey,
  },
  {
    name: 'partitions, one client',
    slug: 'lone-client',
    points: 1,
    paper: 'Raft §8',
    about: 'One client, while servers fall apart and come together again, and the client with them.',
    floors: { answers: 15, leaderChanges: 0.4 },
    run: (simulation) =>
      under(simulation, { size: 5, clerks: 1, rounds: 6, round: partitions, workload: steady([0, 40], 1) }),
  },
  {
    name: 'partitions, many clients',
    slug: 'partitions',
    points: 1,
    paper: 'Raft §8',
    about: 'Five clients, while servers and clients fall apart at random and come together again.',
    floors: { answers: 15, leaderChanges: 0.3 },
    run: (simulation) =>
      under(simulation, { size: 5, clerks: 5, rounds: 4, round: partitions, workload: steady([40, 120], 3) }),
  },
  {
    name: 'one-way cuts',
    slug: 'one-way',
    points: 1,
    paper: 'Raft §8',
    about:
      'Some servers are heard by others and do not hear them, and clients are heard whose answers do not come. What cannot be answered then is answered within 5 s of the end of it.',
    floors: { answers: 20 },
    run: (simulation) =>
      under(simulation, { size: 5, clerks: 4, rounds: 4, round: oneWayCuts, workload: steady([30, 100], 2) }),
  },
  {
    name: 'all servers restart while clients ask',
    slug: 'restarts',
    points: 1,
    paper: 'Raft §5.1, §8',
    about:
      'All servers crash together, three times, in the middle of the work of five clients, and come back.',
    floors: { answers: 20, restartsUnderLoad: 10 },
    run: (simulation) =>
      under(simulation, { size: 5, clerks: 5, rounds: 3, round: restartAll, workload: steady([30, 100], 3) }),
  },
  {
    name: 'one server after the other restarts',
    slug: 'restarts-in-turn',
    points: 1,
    paper: 'Raft §5.1, §8',
    about:
      'One server after the other crashes, in the middle of what it does, and comes back, while five clients ask.',
    floors: { answers: 20, restartsUnderLoad: 4 },
    run: (simulation) =>
      under(simulation, {
        size: 5,
        clerks: 5,
        rounds: 1,
        round: restartInTurn,
        workload: steady([40, 120], 3),
      }),
  },
  {
    name: 'losses, partitions and restarts, fifteen clients',
    slug: 'everything',
    points: 2,
    paper: 'Raft §8',
    about:
      'Seven servers and fifteen clients on fifteen keys, while messages are lost, servers and clients fall apart, and all servers crash together.',
    floors: { answers: 20, restartsUnderLoad: 3, leaderChanges: 0.3 },
    run: (simulation) =>
      under(simulation, {
        size: 7,
        clerks: 15,
        isLossy: true,
        rounds: 3,
        round: partitionsAndRestarts,
        workload: steady([150, 400], 15),
      }),
  },
  {
    name: 'a storm over servers and clients',
    slug: 'storm',
    points: 2,
    paper: 'Raft §8',
    about:
      'Whatever can befall servers, clients, clocks and the network, one thing after the other, while four clients ask. Then all is well again, and everybody has an answer.',
    floors: { answers: 10, leaderChanges: 0.3 },
    run: (simulation) =>
      under(simulation, {
        size: 5,
        clerks: 4,
        rounds: 8,
        round: stormOverAll,
        workload: steady([30, 100], 2),
      }),
  },
];
