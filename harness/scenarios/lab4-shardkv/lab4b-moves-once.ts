import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import { token } from '../lab3-kvraft/workload.ts';
import type { Scenario } from '../scenario.ts';
import type { Gid } from './contract.ts';
import { NOTICED_MS, setAnswersLost } from './moves-staging.ts';
import type { ShardService } from './shard-service.ts';
import { calmShards, leadersEverywhere } from './shard-staging.ts';

const SHARD = 3;
const KEY = '3/k';
/** The key in that shard that is put to; the other is appended to only, so that its value tells more. */
const PUT_KEY = '3/put';
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

/** What happens between one copy of a request and the other, both of which go to group 1. */
interface Detour {
  readonly kind: 'append' | 'put';
  readonly value?: string;
  /** Where the shard goes before the first copy comes. */
  readonly before?: readonly Gid[];
  /** What happens until the second one comes. */
  readonly meanwhile: (service: ShardService, round: number) => Promise<void>;
}

const DETOURS: readonly Detour[] = [
  // The shard is written to elsewhere, and comes back.
  {
    kind: 'put',
    meanwhile: async (service, round) => {
      await bring(service, SHARD, [2]);
      await service.clerks.put(OTHER, PUT_KEY, token(OTHER, round));
      await bring(service, SHARD, [1]);
    },
  },
  { kind: 'append', meanwhile: (service) => bring(service, SHARD, [2, 3, 1]) },
  // The shard has just left: what is asked for is done elsewhere.
  { kind: 'append', before: [2], meanwhile: (service) => bring(service, SHARD, [1]) },
  // The value that was written was empty: all that the shard knows is that it was.
  {
    kind: 'put',
    value: '',
    meanwhile: async (service, round) => {
      await bring(service, SHARD, [3, 1]);
      await service.clerks.put(OTHER, PUT_KEY, token(OTHER, round));
    },
  },
  // Another shard comes, which knows of older requests of this clerk only.
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
    const key = detour.kind === 'put' ? PUT_KEY : KEY;
    if (detour.value === '') await clerks.put(OTHER, key, '');
    await controller.sleep(NOTICED_MS);
    await clerks.get(ASKER, key);
    const value = detour.value ?? token(ASKER, 100 + round);
    const release = await askTwice(service, { kind: detour.kind, key, value }, detour.before);
    await detour.meanwhile(service, round);
    await controller.sleep(NOTICED_MS);
    await clerks.get(OTHER, key);
    simulation.count('lateRequests', release());
    await controller.sleep(20);
    await clerks.get(OTHER, key);
  }
  await service.judge();
}

/**
 * Asks the leader of group 1, and waits for an answer. The shard takes `route` before the first copy comes.
 * The result, when it is called, lets through what is still held, and tells how many requests those were.
 */
async function askTwice(
  service: ShardService,
  input: KvInput,
  route: readonly Gid[] = [],
): Promise<() => number> {
  const { simulation, clerks, controller } = service;
  const group = service.group(1);
  const link = { from: clerks.clerk(ASKER), to: group.server(await group.oneLeader()) };
  const release = () => simulation.inflict({ what: 'release', ...link });
  clerks.setFaults(ASKER, TWICE);
  simulation.inflict({ what: 'hold', ...link });
  const open = clerks.begin(ASKER, input);
  await controller.until(() => simulation.network.heldOn(link.from, link.to) > 1, 1000, 2);
  await bring(service, SHARD, route);
  if (route.length > 0) await controller.sleep(NOTICED_MS);
  simulation.inflict({ what: 'release one', ...link, which: 'newest' });
  // Should another group still have had the shard before, the clerk has to come through to this one later.
  if (!(await controller.until(() => open.isAnswered, 500, 5))) release();
  await clerks.answerOf(open);
  clerks.setFaults(ASKER, undefined);
  return release;
}

export const ONCE: readonly Scenario[] = [
  {
    name: 'a client asks again after its shard has moved',
    slug: 'retry-crosses-move',
    points: 2,
    paper: 'Raft §8',
    about:
      'An append is executed, its answers are lost, and the shard moves: to another group, through it to a third, or there and back; or its group crashes first. The client asks again, and the value is there once.',
    floors: { doneUnheard: 2 },
    run: retryCrossesMove,
  },
  {
    name: 'a copy of a request comes after its shard has moved',
    slug: 'late-copies',
    points: 2,
    paper: 'Raft §8',
    about:
      'One copy of a request is executed, where its shard is or where it has just gone. The other arrives when the shard has been elsewhere and is back with newer values, or when another shard has come. It changes nothing.',
    floors: { lateRequests: 3 },
    run: lateCopies,
  },
];
