import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { calmService, readAll } from './clerk-staging.ts';
import type { KvService } from './kv-service.ts';
import { token } from './workload.ts';

// The handout names all of these.
const ONE_AT_A_TIME_MS = 33.3;
const SIDE_BY_SIDE_PER_SECOND = 100;
const REQUESTS_PER_SERVER = 2;
const RPCS_PER_FOLLOWER = 4;
const HEARTBEATS_PER_SECOND = 10;
const SEARCH_PER_SERVER_AND_SECOND = 20;

async function oneAtATime(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 1 });
  await kv.get(0, 'x', 10_000);
  const begunMs = simulation.nowMs;
  const operations = 80;
  for (const nth of kv.rounds(operations)) {
    if (nth % 4 === 3) await kv.get(0, 'x');
    else await kv.append(0, 'x', token(0, nth));
    simulation.count('inTurn');
  }
  const averageMs = (simulation.nowMs - begunMs) / operations;
  if (averageMs > ONE_AT_A_TIME_MS) {
    const message = `one client's ${operations} operations took ${averageMs.toFixed(1)} ms each on a network with delays of 1 to 3 ms; at most ${ONE_AT_A_TIME_MS} ms are allowed`;
    throw new Violation('kv/speed', message, { kind: 'limit' });
  }
  kv.judge();
}

/** Twenty clients on a slower network: if each waits for the one before, that takes five times as long. */
async function sideBySide(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 20 });
  kv.setFaults({ delayMs: [8, 12] });
  await kv.oneLeader();
  for (const clerk of kv.allClerks) kv.begin(clerk, { kind: 'get', key: 'x' });
  await kv.allAnswered();
  const begunMs = simulation.nowMs;
  const each = 8;
  const loops = kv.allClerks.map(async (clerk) => {
    for (let nth = 0; nth < each; nth++) await kv.append(clerk, `key ${clerk % 5}`, token(clerk, nth));
  });
  await Promise.all(loops);
  const seconds = (simulation.nowMs - begunMs) / 1000;
  const perSecond = (each * kv.allClerks.length) / seconds;
  simulation.count('operationsPerSecond', Math.round(perSecond));
  if (perSecond < SIDE_BY_SIDE_PER_SECOND) {
    const message = `${kv.allClerks.length} clients at once got ${perSecond.toFixed(0)} operations a second, on a network with delays of 8 to 12 ms; at least ${SIDE_BY_SIDE_PER_SECOND} are to be had if they are served side by side`;
    throw new Violation('kv/throughput', message, { kind: 'limit' });
  }
  await readAll(kv);
  kv.judge();
}

/** What clerks and servers have called so far. */
function callsOf(kv: KvService): { readonly clerks: number; readonly servers: number } {
  const clerks = kv.allClerks.reduce((sum, clerk) => sum + kv.requestsOf(clerk), 0);
  return { clerks, servers: kv.rpcs - clerks };
}

/** What clerks have called so far, by server. */
function requestsTo(kv: KvService): readonly number[] {
  const { traffic } = kv.simulation.network;
  return kv.all.map((server) => {
    const { address } = kv.server(server);
    return kv.allClerks.reduce(
      (sum, clerk) => sum + traffic.onLink(kv.clerk(clerk).address, address).rpcs,
      0,
    );
  });
}

/** On a slow network, where an operation takes long enough for an impatient clerk or server to ask again. */
async function callsPerOperation(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 2 });
  kv.setFaults({ delayMs: [15, 30] });
  await kv.oneLeader();
  for (const clerk of kv.allClerks) await kv.get(clerk, 'x');
  const before = { servers: callsOf(kv).servers, requests: requestsTo(kv) };
  const terms = kv.safety.leaders.size;
  const begunMs = simulation.nowMs;
  const each = 15;
  const loops = kv.allClerks.map(async (clerk) => {
    for (let nth = 0; nth < each; nth++) {
      if (nth % 3 === 2) await kv.get(clerk, 'x');
      else await kv.append(clerk, 'x', token(clerk, nth));
    }
  });
  await Promise.all(loops);
  const seconds = (simulation.nowMs - begunMs) / 1000;
  // An election in between costs calls of its own.
  if (kv.safety.leaders.size === terms) judgeCalls(kv, before, each * kv.allClerks.length, seconds);
  kv.judge();
}

function judgeCalls(
  kv: KvService,
  before: { readonly servers: number; readonly requests: readonly number[] },
  operations: number,
  seconds: number,
): void {
  kv.simulation.count('operationsCounted', operations);
  for (const [server, requests] of requestsTo(kv).entries()) {
    const calls = requests - (before.requests[server] ?? 0);
    const most = REQUESTS_PER_SERVER * operations;
    if (calls <= most) continue;
    const message = `clerks called server ${server} ${calls} times for ${operations} operations, on a network with delays of 15 to 30 ms and one leader; at most ${REQUESTS_PER_SERVER} calls of each server for an operation, ${most} in all, are allowed`;
    throw new Violation('kv/requests', message, { kind: 'limit' });
  }
  const servers = callsOf(kv).servers - before.servers;
  const followers = kv.size - 1;
  const most = followers * (RPCS_PER_FOLLOWER * operations + HEARTBEATS_PER_SECOND * seconds);
  if (servers <= most) return;
  const message = `servers made ${servers} calls among themselves for ${operations} operations in ${seconds.toFixed(1)} s; at most ${RPCS_PER_FOLLOWER} to each follower for an operation, and ${HEARTBEATS_PER_SECOND} a second, are allowed: ${Math.floor(most)}`;
  throw new Violation('kv/rpcs', message, { kind: 'limit' });
}

const IDLE_MS = 5000;

async function idle(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 3, clerks: 2 });
  await kv.oneLeader();
  for (const nth of kv.rounds(4)) {
    for (const clerk of kv.allClerks) await kv.append(clerk, 'x', token(clerk, nth));
  }
  await kv.sleep(500);
  const before = callsOf(kv);
  const terms = kv.safety.leaders.size;
  await kv.sleep(IDLE_MS);
  const clerks = callsOf(kv).clerks - before.clerks;
  if (clerks > 0) {
    const message = `clerks made ${clerks} calls in ${IDLE_MS / 1000} s in which nobody asked them for anything`;
    throw new Violation('kv/requests', message, { kind: 'limit' });
  }
  const servers = callsOf(kv).servers - before.servers;
  const most = 1.1 * (kv.size - 1) * HEARTBEATS_PER_SECOND * (IDLE_MS / 1000);
  if (kv.safety.leaders.size === terms) simulation.count('heartbeats', servers);
  if (kv.safety.leaders.size === terms && servers > most) {
    const message = `servers made ${servers} calls in ${IDLE_MS / 1000} s in which nobody asked them for anything; ${HEARTBEATS_PER_SECOND} heartbeats a second to each follower, ${most.toFixed(0)} in all, are allowed`;
    throw new Violation('kv/rpcs', message, { kind: 'limit' });
  }
  await readAll(kv);
  kv.judge();
}

const SEARCH_MS = 3000;

/** Servers that cannot reach each other, and answer clerks at once that they do not lead. */
async function noLeader(simulation: Simulation): Promise<void> {
  const kv = calmService(simulation, { size: 5, clerks: 3 });
  await kv.oneLeader();
  for (const clerk of kv.allClerks) await kv.append(clerk, 'x', token(clerk, 0));
  // Whoever leads would hold the requests instead of declining them: so all begin anew, each alone.
  for (const server of kv.all) kv.crash(server);
  kv.partition(...kv.all.map((server) => [server]));
  kv.startAll();
  const before = kv.allClerks.map((clerk) => kv.requestsOf(clerk));
  const open = kv.allClerks.map((clerk) =>
    kv.begin(clerk, { kind: 'append', key: 'x', value: token(clerk, 1) }),
  );
  await kv.sleep(SEARCH_MS);
  const most = (SEARCH_PER_SERVER_AND_SECOND * kv.size * SEARCH_MS) / 1000;
  for (const clerk of kv.allClerks) {
    const calls = kv.requestsOf(clerk) - (before[clerk] ?? 0);
    simulation.count('searches', calls);
    if (calls <= most) continue;
    const { name } = kv.clerk(clerk);
    const message = `${name} made ${calls} calls in ${SEARCH_MS / 1000} s in which none of the ${kv.size} servers could lead; at most ${SEARCH_PER_SERVER_AND_SECOND} a second to each server, ${most} in all, are allowed`;
    throw new Violation('kv/requests', message, { kind: 'limit', actor: name });
  }
  kv.heal();
  await kv.oneLeader();
  for (const one of open) await kv.answerOf(one);
  await readAll(kv);
  kv.judge();
}

export const ECONOMY: readonly Scenario[] = [
  {
    name: 'one operation after the other is fast',
    slug: 'one-at-a-time',
    points: 1,
    paper: 'Raft §5.3',
    about:
      'One client, eighty operations in turn, on a calm network: 33.3 ms each at most. Nothing waits for a heartbeat or another timer.',
    floors: { inTurn: 70 },
    run: oneAtATime,
  },
  {
    name: 'many clients are served side by side',
    slug: 'side-by-side',
    points: 1,
    paper: 'Raft §5.3',
    about:
      'Twenty clients at once on a network with delays of 10 ms get at least 100 operations a second: a command does not wait until the one before it is committed.',
    floors: { answers: 150, operationsPerSecond: 150 },
    run: sideBySide,
  },
  {
    name: 'few calls for an operation',
    slug: 'calls-per-operation',
    points: 1,
    paper: 'Raft §8',
    about:
      'Two clients on a slow network. For each operation a clerk calls each server at most twice, and servers call each follower at most four times, heartbeats aside: no polling, nothing sent again too early.',
    floors: { operationsCounted: 20 },
    run: callsPerOperation,
  },
  {
    name: 'an idle service is quiet',
    slug: 'idle',
    points: 1,
    paper: 'Raft §5.2',
    about: 'Nobody asks for anything for 5 s: clerks send nothing, and servers heartbeats only.',
    floors: { heartbeats: 5 },
    run: idle,
  },
  {
    name: 'clerks search without haste',
    slug: 'no-leader',
    points: 2,
    paper: 'Raft §8',
    about:
      'For 3 s no server can lead, and all of them say so at once. A clerk asks each server at most twenty times a second. When the servers can talk again, all clients have their answers within 5 s of the election.',
    floors: { searches: 30, answers: 6 },
    run: noLeader,
  },
];
