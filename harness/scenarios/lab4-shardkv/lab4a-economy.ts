import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import type { ControllerService } from './controller-service.ts';
import { calmController } from './controller-staging.ts';

// The handout names all of these.
const ONE_AT_A_TIME_MS = 33.3;
const HEARTBEATS_PER_SECOND = 10;
const SEARCHES_PER_SERVER_AND_SECOND = 20;

const OPERATIONS = 60;
const IDLE_MS = 2000;
const SEARCH_MS = 2000;

/** MIT's speed test of lab 3, for the controller. */
async function oneAtATime(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 1 });
  await controller.clerks.ask(0, { kind: 'query' }, 10_000);
  const begunMs = simulation.nowMs;
  for (const nth of controller.rounds(OPERATIONS)) {
    if (nth % 10 === 0) await controller.join(0, nth + 1);
    else await controller.query(0);
    simulation.count('inTurn');
  }
  const averageMs = (simulation.nowMs - begunMs) / OPERATIONS;
  if (averageMs > ONE_AT_A_TIME_MS) {
    const message = `one client's ${OPERATIONS} operations took ${averageMs.toFixed(1)} ms each on a network with delays of 1 to 3 ms; at most ${ONE_AT_A_TIME_MS} ms are allowed`;
    throw new Violation('controller/speed', message, { kind: 'limit' });
  }
  await controller.judge();
}

/** What clerks and servers have called so far. */
function callsOf(controller: ControllerService): { readonly clerks: number; readonly servers: number } {
  const { clerks } = controller;
  const byClerks = clerks.all.reduce((sum, clerk) => sum + clerks.requestsOf(clerk), 0);
  return { clerks: byClerks, servers: controller.rpcs - byClerks };
}

async function idle(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2 });
  await controller.join(0, 1, 2, 3);
  await controller.query(1);
  await controller.sleep(500);
  const before = callsOf(controller);
  const terms = controller.safety.leaders.size;
  await controller.sleep(IDLE_MS);
  const calls = callsOf(controller);
  const clerks = calls.clerks - before.clerks;
  if (clerks > 0) {
    const message = `clerks made ${clerks} calls in ${IDLE_MS / 1000} s in which nobody asked them for anything`;
    throw new Violation('controller/requests', message, { kind: 'limit' });
  }
  // An election in between costs calls of its own.
  if (controller.safety.leaders.size === terms) judgeHeartbeats(controller, calls.servers - before.servers);
  await controller.judge();
}

function judgeHeartbeats(controller: ControllerService, calls: number): void {
  controller.simulation.count('heartbeats', calls);
  const most = 1.1 * (controller.size - 1) * HEARTBEATS_PER_SECOND * (IDLE_MS / 1000);
  if (calls <= most) return;
  const message = `servers made ${calls} calls in ${IDLE_MS / 1000} s in which nobody asked them for anything; ${HEARTBEATS_PER_SECOND} heartbeats a second to each follower, ${most.toFixed(0)} in all, are allowed`;
  throw new Violation('controller/rpcs', message, { kind: 'limit' });
}

/** Servers that cannot reach each other, and answer clerks at once that they do not lead. */
async function noLeader(simulation: Simulation): Promise<void> {
  const controller = calmController(simulation, { size: 3, clerks: 2 });
  const { clerks } = controller;
  await controller.join(0, 1, 2);
  await controller.query(1);
  // Whoever leads would hold the requests instead of declining them: so all begin anew, each alone.
  for (const server of controller.all) controller.crash(server);
  controller.partition(...controller.all.map((server) => [server]));
  controller.startAll();
  const before = clerks.all.map((clerk) => clerks.requestsOf(clerk));
  const open = [clerks.begin(0, { kind: 'leave', gids: [1] }), clerks.begin(1, { kind: 'query' })];
  await controller.sleep(SEARCH_MS);
  const most = (SEARCHES_PER_SERVER_AND_SECOND * controller.size * SEARCH_MS) / 1000;
  for (const clerk of clerks.all) {
    const calls = clerks.requestsOf(clerk) - (before[clerk] ?? 0);
    simulation.count('searches', calls);
    if (calls <= most) continue;
    const { name } = clerks.clerk(clerk);
    const message = `${name} made ${calls} calls in ${SEARCH_MS / 1000} s in which none of the ${controller.size} servers could lead; at most ${SEARCHES_PER_SERVER_AND_SECOND} a second to each server, ${most} in all, are allowed`;
    throw new Violation('controller/haste', message, { kind: 'limit', actor: name });
  }
  controller.heal();
  await controller.oneLeader();
  for (const one of open) await clerks.answerOf(one);
  await controller.judge();
}

export const ECONOMY: readonly Scenario[] = [
  {
    name: 'one request after the other is fast',
    slug: 'one-at-a-time',
    points: 1,
    paper: 'Raft §5.3',
    about:
      'One client, sixty requests in turn, most of them queries, on a calm network: 33.3 ms each at most. Nothing waits for a heartbeat or another timer.',
    floors: { inTurn: 50 },
    run: oneAtATime,
  },
  {
    name: 'an idle controller is quiet',
    slug: 'idle',
    points: 1,
    paper: 'Raft §5.2',
    about: 'Nobody asks for anything for 2 s: clerks send nothing, and servers heartbeats only.',
    floors: { heartbeats: 5 },
    run: idle,
  },
  {
    name: 'clerks search without haste',
    slug: 'no-leader',
    points: 1,
    paper: 'Raft §8',
    about:
      'For 2 s no server can lead, and all of them say so at once. A clerk asks each server at most twenty times a second. When the servers can talk again, all have their answers within 5 s of the election.',
    floors: { searches: 12 },
    run: noLeader,
  },
];
