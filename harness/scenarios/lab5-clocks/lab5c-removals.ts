import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { CART, threeReplicas } from './sibling-staging.ts';

async function removals(simulation: Simulation): Promise<void> {
  const { store, random, alice, bob, carol, here, there, sync } = threeReplicas(simulation);
  for (const round of store.rounds(2)) {
    await alice.put(here, CART, `${round}: milk`);
    await sync(here, there);
    const [hers, his] = [await alice.get(here, CART), await bob.get(there, CART)];
    // At once: bob's value stays, the one that alice has seen goes.
    await alice.remove(here, CART, hers.context);
    await bob.put(random.pick([here, there]), CART, `${round}: milk, tea`, his.context);
    await store.settle();

    // With a context that is older than a sibling, and with none at all.
    const old = await alice.get(here, CART);
    await carol.put(here, CART, `${round}: rice`);
    await alice.remove(here, CART, old.context);
    await bob.remove(there, CART);
    await store.settle();

    const rest = await carol.get(there, CART);
    const emptied = await carol.remove(there, CART, rest.context);
    await store.settle();
    await carol.put(here, CART, `${round}: soap`, emptied);
    await store.settle();
    const last = await bob.get(there, CART);
    await bob.remove(there, CART, last.context);
  }
  await store.settle();
}

async function tombstones(simulation: Simulation): Promise<void> {
  const { store, random, alice, bob, carol, here, there, third, sync } = threeReplicas(simulation);
  await alice.put(here, CART, 'milk');
  await carol.put(there, CART, 'tea');
  await store.settle();
  const all = await alice.get(here, CART);
  await alice.remove(here, CART, all.context);
  await alice.get(here, CART);

  // The others still have it, and offer it again and again.
  const stale = random.shuffle([there, third]) as [number, number];
  await sync(stale[0], stale[1]);
  await sync(here, stale[0]);
  await sync(stale[1], stale[0]);
  for (const _ of store.rounds(2)) await store.settle();

  // A value that is new, after the removal, and removed elsewhere: also the third hears of it in the end.
  await bob.put(there, CART, 'eggs');
  await sync(there, third);
  await sync(there, here);
  const eggs = await bob.get(here, CART);
  await bob.remove(here, CART, eggs.context);
  await sync(here, there);
  await sync(third, there);
  await store.settle();

  // Told of by a replica that has never had the value.
  await alice.put(here, CART, 'soap');
  await sync(here, third);
  const soap = await carol.get(here, CART);
  await carol.remove(here, CART, soap.context);
  await sync(here, there);
  await sync(there, third);
  await store.settle();
}

async function lateSyncs(simulation: Simulation): Promise<void> {
  const { store, random, alice, bob, here, there, third, sync } = threeReplicas(simulation);
  await alice.put(here, CART, 'milk');
  await alice.put(here, CART, 'tea');
  await sync(here, there);
  await sync(here, there);

  for (const round of store.rounds(2)) {
    await alice.put(here, CART, `${round}: soap`);
    // What `here` knows now is on its way, whoever asks whom, and is not heard of for some time.
    store.hold(here, there);
    const old = [store.trySync(here, there), store.trySync(there, here)];
    await store.sleep(10);
    const { context } = await alice.get(here, CART);
    await alice.put(here, CART, `${round}: all of it`, context);
    await sync(here, third);
    await sync(third, there);
    const his = await bob.get(there, CART);
    if (random.chance(0.5)) await bob.remove(there, CART, his.context);
    else await bob.put(there, CART, `${round}: nothing but rice`, his.context);
    store.simulation.count('lateMessages', store.release(here, there));
    await Promise.all(old);
    await bob.get(there, CART);
    await store.calm();
    await sync(here, third);
    await store.settle();
    await store.settle();
  }
}

export const REMOVALS: readonly Scenario[] = [
  {
    name: 'removals and writes at once',
    slug: 'removals',
    points: 3,
    paper: 'Dynamo §4.4',
    about:
      'Clients remove a key with contexts that are new, old or missing, while others put. What the context has seen is gone; a value that it has not seen stays.',
    floors: { removals: 8, writes: 16, agreements: 6 },
    run: removals,
  },
  {
    name: 'what was removed does not come back',
    slug: 'tombstones',
    points: 3,
    paper: 'Dynamo §4.7',
    about:
      'Values are removed at one replica, while others still have them and sync with it, in either direction and by way of a third. They never come back.',
    floors: { removals: 2.5, syncs: 15, agreements: 2 },
    run: tombstones,
  },
  {
    name: 'old news that come late',
    slug: 'late-syncs',
    points: 2,
    paper: 'Dynamo §4.7',
    about:
      'Messages of a sync arrive when the replica knows better, by way of a third, and syncs are repeated. Nothing changes by that, and nothing comes back.',
    floors: { lateMessages: 2, syncs: 15, agreements: 3 },
    run: lateSyncs,
  },
];
