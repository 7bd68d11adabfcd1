import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { CART, threeReplicas } from './sibling-staging.ts';

const SIBLINGS = 'Dynamo §4.4';
const DOTS = 'Preguiça et al. 2012';
/** Names that a plain object would stumble over are keys like others. */
const KEYS = [CART, '', '__proto__', 'constructor'];

async function overwrite(simulation: Simulation): Promise<void> {
  const { store, random, alice, here } = threeReplicas(simulation, KEYS);
  for (const key of store.roundsOf(KEYS)) {
    for (let nth = 1; nth <= 3; nth++) {
      const { context } = await alice.get(here, key);
      await alice.put(here, key, `${key} ${nth}`, context);
    }
  }
  await store.settle();
  for (const key of store.roundsOf(KEYS)) {
    const { context } = await alice.get(random.integer(0, 2), key);
    await alice.put(random.integer(0, 2), key, `${key} at last`, context);
  }
  await store.settle();
}

async function siblings(simulation: Simulation): Promise<void> {
  const { store, alice, bob, carol, here, there, third, sync } = threeReplicas(simulation);
  await alice.put(here, CART, 'milk');
  await sync(here, there);
  const [hers, his] = [await alice.get(here, CART), await bob.get(there, CART)];
  await alice.put(here, CART, 'milk, eggs', hers.context);
  await bob.put(there, CART, 'milk, tea', his.context);
  await sync(here, there);
  await bob.get(there, CART);

  // Carol has not looked.
  await carol.put(here, CART, 'soap');
  await carol.put(third, CART, 'soap, brush');
  await store.settle();
  const all = await bob.get(third, CART);
  await bob.put(third, CART, 'everything', all.context);
  await store.settle();
}

async function oneOldContext(simulation: Simulation): Promise<void> {
  const { store, random, alice, bob, carol, here, there, sync } = threeReplicas(simulation);
  for (const round of store.rounds(2)) {
    await alice.put(here, CART, `${round}: milk`);
    const [hers, his] = [await alice.get(here, CART), await bob.get(here, CART)];
    const carols = await carol.get(here, CART);
    await alice.put(here, CART, `${round}: milk, eggs`, hers.context);
    await bob.put(here, CART, `${round}: milk, tea`, his.context);
    if (random.chance(0.5)) await sync(here, there);
    await carol.put(random.pick([here, there]), CART, `${round}: milk, rice`, carols.context);
    await store.settle();
    const all = await carol.get(there, CART);
    await carol.put(there, CART, `${round}: all of it`, all.context);
    await store.settle();
  }
}

async function ownContext(simulation: Simulation): Promise<void> {
  const { store, random, alice, bob, here, there, third, sync } = threeReplicas(simulation);
  // Each overwrites what it wrote itself, and never reads.
  let hers = await alice.put(here, CART, 'alice 0');
  let his = await bob.put(here, CART, 'bob 0');
  for (const round of store.rounds(3)) {
    hers = await alice.put(here, CART, `alice ${round + 1}`, hers);
    if (random.chance(0.5)) his = await bob.put(here, CART, `bob ${round + 1}`, his);
  }
  his = await bob.put(here, CART, 'bob again', his);
  his = await bob.put(here, CART, 'bob and again', his);
  // At a replica that has not heard of any of it.
  await bob.put(there, CART, 'bob elsewhere', his);
  await sync(here, there);
  await alice.remove(there, CART, hers);
  await store.settle();
  const left = await alice.get(here, CART);
  await alice.put(here, CART, 'alice at last', left.context);
  await store.settle();
  // What her read had seen is obsolete by the second write too, and the third replica still has it.
  const read = await alice.get(here, CART);
  const once = await alice.put(here, CART, 'alice once more', read.context);
  await alice.put(third, CART, 'alice twice more', once);
  await store.settle();
}

async function unseenContext(simulation: Simulation): Promise<void> {
  const { store, random, alice, bob, here, there, third, sync } = threeReplicas(simulation);
  for (const round of store.rounds(2)) {
    await alice.put(here, CART, `${round}: milk`);
    await sync(here, third);
    await bob.put(here, CART, `${round}: tea`);
    const { context } = await alice.get(here, CART);
    // This replica knows neither of the two, and will hear of them when they are obsolete.
    if (random.chance(0.5)) await alice.put(there, CART, `${round}: milk, tea, eggs`, context);
    else await alice.remove(there, CART, context);
    await sync(there, third);
    await sync(there, here);
    await store.settle();

    // What it does know was overwritten elsewhere, by something that the client has read.
    const now = await bob.get(here, CART);
    const newer = await bob.put(here, CART, `${round}: rice`, now.context);
    await store.settle();
    await bob.put(here, CART, `${round}: rice, soap`, newer);
    const newest = await alice.get(here, CART);
    await alice.put(there, CART, `${round}: soap`, newest.context);
    await store.settle();
  }
}

export const WRITES: readonly Scenario[] = [
  {
    name: 'reading, and writing with what was read',
    slug: 'overwrite',
    points: 2,
    paper: SIBLINGS,
    about:
      'A client reads and overwrites four keys, at one replica and then at others. Each key has its newest value only; an unknown key has none.',
    floors: { gets: 12, writes: 12, agreements: 1.5 },
    run: overwrite,
  },
  {
    name: 'two clients at two replicas',
    slug: 'siblings',
    points: 3,
    paper: SIBLINGS,
    about:
      'Two clients read the same and write at different replicas, a third writes without having read. All of it is kept, until somebody reads all siblings and writes with their context.',
    floors: { siblings: 1.5, writes: 5, agreements: 1.5 },
    run: siblings,
  },
  {
    name: 'several writes with one old context',
    slug: 'one-old-context',
    points: 4,
    paper: DOTS,
    about:
      'Two clients read the same, and both write through one replica; then the old context is used once more, there or elsewhere. All three are siblings.',
    floors: { siblings: 1.5, writes: 8, agreements: 3 },
    run: oneOldContext,
  },
  {
    name: 'the context of one’s own write',
    slug: 'own-context',
    points: 3,
    paper: DOTS,
    about:
      'Two clients overwrite what they wrote themselves, with the context that their last write gave, also at a replica that has not heard of it. That replaces their own values and what they had read before, and nothing that came after them.',
    floors: { writes: 6, syncs: 6, agreements: 1.5 },
    run: ownContext,
  },
  {
    name: 'a context that knows more than the replica',
    slug: 'unseen-context',
    points: 3,
    paper: DOTS,
    about:
      'A client reads at one replica, and writes or removes at another that does not know what it read, or what that has replaced. It is obsolete there, whether it came before or comes later by a sync.',
    floors: { writes: 8, syncs: 9, agreements: 1.5 },
    run: unseenContext,
  },
];
