import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { token } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import { leadersEverywhere } from './faults-staging.ts';
import { calmShards, NOTICED_MS, setAnswersLost } from './moves-staging.ts';
import type { ShardService } from './shard-service.ts';

const SHARD = 3;
const KEY = '3/k';
const ELSEWHERE_SHARD = 8;
const ELSEWHERE = '8/k';
const ASKER = 0;
const OTHER = 1;
/** Every request comes twice. */
const TWICE = { duplicateRatio: 1 } as const;

/** Three groups, of which 1 has both shards of these stories. */
async function atGroupOne(simulation: Simulation): Promise<ShardService> {
  const service = calmShards(simulation, { gids: [1, 2, 3], clerks: 2 });
  await service.join(1);
  await service.join(2, 3);
  await bring(service, SHARD, [1]);
  await bring(service, ELSEWHERE_SHARD, [1]);
  return service;
}

/** Moves a shard from group to group, as soon as the change before is there. */
async function bring(service: ShardService, shard: number, route: readonly Gid[]): Promise<void> {
  for (const gid of route) await service.move(shard, gid);
}

// The answer is lost
// ------------------------------------------------------------------------------------------------------

/** Where the shard goes while its clerk does not know that it was served. */
const ROUTES: readonly { readonly route: readonly Gid[]; readonly crash?: 'leader' | 'group' }[] = [
  { route: [2] },
  { route: [2, 3] },
  { route: [2, 1] },
  { route: [3], crash: 'leader' },
  { route: [2], crash: 'group' },
];

/** What a clerk asked for is done, it never hears so, and its shard goes elsewhere. */
async function retryCrossesMove(simulation: Simulation): Promise<void> {
  const service = await atGroupOne(simulation);
  const { clerks, controller } = service;
  for (const [round, { route, crash }] of controller.roundsOf(ROUTES.entries())) {
    await bring(service, SHARD, [1]);
    await controller.sleep(NOTICED_MS);
    await clerks.append(ASKER, KEY, token(ASKER, 2 * round));
    setAnswersLost(service, 1, ASKER, true);
    const value = token(ASKER, 2 * round + 1);
    const open = clerks.begin(ASKER, { kind: 'append', key: KEY, value });
    await done(service, value);
    if (!open.isAnswered) simulation.count('doneUnheard');
    const group = service.group(1);
    if (crash === 'leader') group.restart(await group.oneLeader());
    if (crash === 'group') for (const index of group.all) group.restart(index);
    await bring(service, SHARD, route);
    await clerks.get(OTHER, KEY);
    setAnswersLost(service, 1, ASKER, false);
    await leadersEverywhere(service);
    await clerks.answerOf(open);
    await clerks.get(OTHER, KEY);
  }
  await service.judge();
}

/** Waits until another clerk reads this value, which takes no longer than an answer may. */
async function done(service: ShardService, value: string): Promise<void> {
  const { clerks, controller } = service;
  const deadline = service.simulation.nowMs + 5000;
  while (service.simulation.nowMs < deadline && !(await clerks.get(OTHER, KEY)).includes(value)) {
    await controller.sleep(20);
  }
}

// A copy of the request is late
// ------------------------------------------------------------------------------------------------------

/** What happens between an answer and the other copy of its request, which comes to group 1. */
interface Detour {
  readonly kind: 'append' | 'put';
  readonly value?: string;
  readonly meanwhile: (service: ShardService, round: number) => Promise<void>;
}

const DETOURS: readonly Detour[] = [
  // The shard is elsewhere.
  { kind: 'append', meanwhile: (service) => bring(service, SHARD, [2]) },
  // It is back, and has been written to meanwhile.
  {
    kind: 'put',
    meanwhile: async (service, round) => {
      await bring(service, SHARD, [2]);
      await service.clerks.put(OTHER, KEY, token(OTHER, round));
      await bring(service, SHARD, [1]);
    },
  },
  { kind: 'append', meanwhile: (service) => bring(service, SHARD, [2, 3, 1]) },
  // The value that was written was empty: all that the shard knows is that it was.
  {
    kind: 'put',
    value: '',
    meanwhile: async (service, round) => {
      await bring(service, SHARD, [3, 1]);
      await service.clerks.put(OTHER, KEY, token(OTHER, round));
    },
  },
  // Another shard has come that knows of older requests of this clerk only.
  { kind: 'append', meanwhile: (service) => bring(service, ELSEWHERE_SHARD, [1]) },
];

/** One copy of a request is done at once, the other arrives after its shard, or another one, has moved. */
async function lateCopies(simulation: Simulation): Promise<void> {
  const service = await atGroupOne(simulation);
  const { clerks, controller } = service;
  for (const [round, detour] of controller.roundsOf(DETOURS.entries())) {
    await bring(service, SHARD, [1]);
    await clerks.append(ASKER, ELSEWHERE, token(ASKER, round));
    await bring(service, ELSEWHERE_SHARD, [2]);
    if (detour.value === '') await clerks.put(OTHER, KEY, '');
    await controller.sleep(NOTICED_MS);
    await clerks.get(ASKER, KEY);
    const group = service.group(1);
    const request = { from: clerks.clerk(ASKER), to: group.server(await group.oneLeader()) };
    const held = () => simulation.network.heldOn(request.from, request.to);
    clerks.setFaults(ASKER, TWICE);
    simulation.inflict({ what: 'hold', ...request });
    const value = detour.value ?? token(ASKER, 100 + round);
    const open = clerks.begin(ASKER, { kind: detour.kind, key: KEY, value });
    await controller.until(() => held() > 1, 1000, 2);
    simulation.inflict({ what: 'release one', ...request, which: 'newest' });
    // Whoever answers for group 1 has got it all, then, and another group has none of it.
    const isDone = await controller.until(() => open.isAnswered, 500, 5);
    if (!isDone) simulation.inflict({ what: 'release', ...request });
    await clerks.answerOf(open);
    clerks.setFaults(ASKER, undefined);
    await detour.meanwhile(service, round);
    await clerks.get(OTHER, KEY);
    await clerks.get(OTHER, ELSEWHERE);
    simulation.count('lateCopies', simulation.inflict({ what: 'release', ...request }));
    await controller.sleep(20);
    await clerks.get(OTHER, KEY);
    await bring(service, SHARD, [2]);
    await clerks.get(OTHER, KEY);
  }
  await service.judge();
}

export const ONCE: readonly Scenario[] = [
  {
    name: 'a client asks again after its shard has moved',
    slug: 'retry-crosses-move',
    points: 2,
    paper: 'Raft §8',
    about:
      'An append is executed, its answers are lost, and the shard moves: to another group, through it to a third, or there and back; or its group crashes first. The client asks again, and the value is there once.',
    floors: { doneUnheard: 3 },
    run: retryCrossesMove,
  },
  {
    name: 'a copy of a request comes after its shard has moved',
    slug: 'late-copies',
    points: 2,
    paper: 'Raft §8',
    about:
      'One copy of a request is executed at once. The other arrives when the shard is elsewhere, or has been elsewhere and is back with newer values, or when another shard has come. It changes nothing.',
    floors: { lateCopies: 3 },
    run: lateCopies,
  },
];
