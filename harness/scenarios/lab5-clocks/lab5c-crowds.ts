import { UNRELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { ReplicatedStore } from './replica-driver.ts';
import type { HeldContext, SiblingClient } from './sibling-client.ts';
import { CART, threeReplicas } from './sibling-staging.ts';

/**
 * Bytes by which a context and a sync may grow between the 20th and the 80th overwrite: the handout says
 * so.
 */
const CONTEXT_GROWTH = 40;
const SYNC_GROWTH = 100;
/** Read, and never written. */
const UNKNOWN_KEYS = Array.from({ length: 40 }, (_, index) => `never written ${index}`);

/** A client that does whatever clients do, with any context that it holds of the key. */
class Wanderer {
  private readonly client: SiblingClient;
  private readonly random: Random;
  private readonly held = new Map<string, HeldContext[]>();
  private writes = 0;

  constructor(client: SiblingClient, random: Random) {
    this.client = client;
    this.random = random;
  }

  async act(replica: number, key: string): Promise<void> {
    const { client, random } = this;
    const contexts = this.held.get(key) ?? [undefined];
    this.held.set(key, contexts);
    const context = random.chance(0.6) ? contexts.at(-1) : random.pick(contexts);
    const what = random.real();
    if (what < 0.4) contexts.push((await client.get(replica, key)).context);
    else if (what < 0.85) {
      const value = `${client.name} ${++this.writes}`;
      contexts.push(await client.put(replica, key, value, context));
    } else contexts.push(await client.remove(replica, key, context));
  }
}

function wanderers(store: ReplicatedStore, names: readonly string[]): Wanderer[] {
  return names.map((name) => new Wanderer(store.client(name), store.simulation.random(name)));
}

async function manyHands(simulation: Simulation): Promise<void> {
  const store = new ReplicatedStore(simulation, { replicas: 3, keys: [CART, 'wishes'] });
  const random = simulation.random('hands');
  const clients = wanderers(store, ['alice', 'bob', 'carol']);
  for (const _ of store.rounds(120)) {
    const [here, there] = random.shuffle([0, 1, 2]) as [number, number];
    if (random.chance(0.3)) await store.sync(here, there);
    else await random.pick(clients).act(here, random.pick([CART, CART, 'wishes']));
  }
  await store.settle();
}

async function storm(simulation: Simulation): Promise<void> {
  const keys = [CART, 'wishes'];
  const store = new ReplicatedStore(simulation, { replicas: 4, keys });
  const random = simulation.random('storm');
  const clients = wanderers(store, ['alice', 'bob', 'carol']);
  const drops = { dropRequestRatio: 0.2, dropReplyRatio: 0.2, duplicateRatio: 0.3 };
  store.setFaults({ ...UNRELIABLE, ...drops, holdRequestRatio: 0.2, holdReplyRatio: 0.2, holdMs: [50, 400] });
  for (const _ of store.rounds(50)) {
    const [here, there, third] = random.shuffle([0, 1, 2, 3]) as [number, number, number, number];
    const awake = store.all.filter((index) => store.isHealthy(index));
    switch (random.integer(0, 9)) {
      case 0:
        store.partition([here, there], [third]);
        break;
      case 1:
        store.heal();
        break;
      case 2:
        if (awake.length > 2) store.pause(here);
        break;
      case 3:
        for (const index of store.all) store.resume(index);
        break;
      case 4:
      case 5:
        store.trySync(random.pick(awake), there).catch((error) => simulation.fail(error));
        break;
      default:
        await Promise.all(clients.map((client) => client.act(random.pick(awake), random.pick(keys))));
    }
    await store.sleep(random.between(0, 60));
  }
  await store.calm();
  await store.settle();
  for (const client of clients) await client.act(random.integer(0, 3), random.pick(keys));
  await store.settle();
}

async function cutOff(simulation: Simulation): Promise<void> {
  const { store, random, alice, bob, carol, here, there, third } = threeReplicas(simulation);
  await alice.put(here, CART, 'milk');
  await store.settle();
  store.setFaults({ unreachableAfterMs: [500, 2000] });
  store.partition([here], [there], [third]);
  const attempts = [store.trySync(here, there), store.trySync(there, third), store.trySync(third, here)];
  for (const [index, client] of [alice, bob, carol].entries()) {
    const replica = [here, there, third][index] ?? here;
    const { context } = await client.get(replica, CART);
    if (random.chance(0.3)) await client.remove(replica, CART, context);
    else await client.put(replica, CART, `from ${client.name}`, context);
    await client.get(replica, CART);
  }
  await Promise.all(attempts);
  store.heal();

  // A replica that sleeps keeps the others waiting, and their clients are served all the same.
  store.pause(third);
  const waiting = [store.trySync(here, third), store.trySync(there, third)];
  await store.sleep(random.between(20, 200));
  const { context } = await bob.get(here, CART);
  await bob.put(here, CART, 'from bob, meanwhile', context);
  await carol.put(there, CART, 'from carol, meanwhile');
  store.resume(third);
  await Promise.all(waiting);
  await store.calm();
  await store.settle();
}

async function bounded(simulation: Simulation): Promise<void> {
  const { store, random, alice, bob, carol, here, there } = threeReplicas(simulation);
  const clients = [alice, bob, carol];
  let nth = 0;
  const overwrite = async (times: number): Promise<{ context: number; sync: number }> => {
    for (let left = times; left > 0; left--) {
      const client = clients[nth++ % 3] ?? alice;
      const replica = random.integer(0, 2);
      const { context } = await client.get(replica, CART);
      if (nth % 10 === 0) await client.remove(replica, CART, context);
      else await client.put(replica, CART, `value ${nth + 100}`, context);
    }
    await store.settle();
    const { context } = await alice.get(here, CART);
    await alice.put(here, CART, `value ${++nth + 100}`, context);
    await store.settle();
    const last = await alice.get(there, CART);
    return { context: last.context?.bytes ?? 0, sync: await store.bytesOfSync(here, there) };
  };
  const early = await overwrite(20);
  const late = await overwrite(60);
  simulation.count('contextBytes', late.context);
  simulation.count('syncBytes', late.sync);
  demandSize('replica/context-size', 'a context', early.context, late.context, CONTEXT_GROWTH);
  demandSize(
    'replica/sync-size',
    'a sync of two replicas with one value',
    early.sync,
    late.sync,
    SYNC_GROWTH,
  );

  await store.lookUp(here, UNKNOWN_KEYS);
  const after = await store.bytesOfSync(here, there);
  if (after - late.sync <= SYNC_GROWTH) return;
  const message = `replica ${here} was asked for ${UNKNOWN_KEYS.length} keys that nobody has written, and a sync of it, which had ${late.sync} bytes before, has ${after}: get changes nothing`;
  throw new Violation('replica/get-changes', message, { paper: 'the contract' });
}

function demandSize(rule: string, what: string, early: number, late: number, growth: number): void {
  if (late - early <= growth) return;
  const message = `${what} has ${early} bytes after 20 overwrites of the key, and ${late} after 60 more: ${late - early} more, and at most ${growth} are allowed`;
  throw new Violation(rule, message, { kind: 'limit', paper: 'Dynamo §4.4' });
}

export const CROWDS: readonly Scenario[] = [
  {
    name: 'three clients, and any context that they hold',
    slug: 'many-hands',
    points: 3,
    paper: 'Preguiça et al. 2012',
    about:
      'Three clients get, put and remove two keys at any of three replicas, with contexts new, old, from elsewhere or none, while replicas sync two by two. After each step each replica gives exactly what the oracle says.',
    floors: { writes: 30, syncs: 25, siblings: 4, removals: 4 },
    run: manyHands,
  },
  {
    name: 'replicas that are cut off',
    slug: 'cut-off',
    points: 2,
    paper: 'Dynamo §2.3',
    about:
      'Replicas are cut off from each other, then one is paused, while others try to sync with them. All clients are answered within 100 ms, every sync ends within 20 s, and once all is calm all replicas agree.',
    floors: { triedSyncs: 4, writes: 5, agreements: 1.5 },
    run: cutOff,
  },
  {
    name: 'a key that is overwritten again and again',
    slug: 'bounded',
    points: 2,
    paper: 'Dynamo §4.4',
    about:
      'Three clients read a key and overwrite or remove it, eighty times at any replica. Between the 20th and the 80th time a context grows by 40 bytes at most, and a sync by 100; nor does a sync grow when keys are read that nobody has written.',
    floors: { writes: 60, contextBytes: 1, syncBytes: 1 },
    run: bounded,
  },
  {
    name: 'losses, copies, cuts and pauses',
    slug: 'storm',
    points: 3,
    paper: 'Dynamo §4.7',
    about:
      'Four replicas and three clients, while what replicas say to each other is lost, doubled, late or cut off, and replicas are paused. Then quiet, and all replicas agree.',
    floors: { writes: 16, triedSyncs: 4, agreements: 1.5 },
    run: storm,
  },
];
