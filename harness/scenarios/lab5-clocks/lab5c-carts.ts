import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { mergeCarts, type Shopper } from './cart-shopper.ts';
import { cartStory } from './cart-story.ts';
import { textOfCart } from './cart-text.ts';
import type { Cart } from './contract.ts';
import { threeReplicas } from './sibling-staging.ts';

const PAPER = 'Dynamo §4.4';
const ITEMS = ['milk', 'eggs', 'tea', 'rice', 'soap', 'constructor'];

async function mergingCarts(simulation: Simulation): Promise<void> {
  const { store, random, alice } = threeReplicas(simulation);
  await mergeCarts(alice, []);
  const twice = new Map([['milk', random.integer(1, 5)]]);
  await mergeCarts(alice, [twice, new Map(twice)]);
  await mergeCarts(alice, [new Map([['tea', 2]]), new Map([['tea', 1]])]);
  for (const _ of store.rounds(8)) {
    const carts = Array.from({ length: random.integer(1, 4) }, (): Cart => {
      const items = random.shuffle(ITEMS).slice(0, random.integer(0, 4));
      return new Map(items.map((item) => [item, random.integer(1, 5)]));
    });
    await mergeCarts(alice, carts);
  }
}

async function cart(simulation: Simulation): Promise<void> {
  const { store, alice, bob } = await cartStory(simulation, 'replica');
  const random = simulation.random('cart');
  for (const round of store.rounds(6)) {
    await random.pick([alice, bob]).add(random.integer(0, 1), `item ${round}`, random.integer(1, 9));
    if (random.chance(0.4)) await store.sync(0, 1);
  }
  await store.settle();
  const added = new Set([...alice.added, ...bob.added]);
  await demandItems(alice, 0, added);
  await demandItems(bob, 1, added);
}

async function demandItems(shopper: Shopper, replica: number, items: ReadonlySet<string>): Promise<void> {
  const { cart } = await shopper.look(replica);
  const lost = [...items].filter((item) => !cart.has(item));
  if (lost.length === 0) return;
  const { name } = shopper.client;
  const message = `${name} sees ${textOfCart(cart) || 'an empty cart'} at replica ${replica}: ${lost.join(', ')} had been put into it, and never taken out`;
  throw new Violation('cart/lost', message, { paper: PAPER, actor: name });
}

export const CARTS: readonly Scenario[] = [
  {
    name: 'carts that are merged',
    slug: 'merge-carts',
    points: 1,
    paper: PAPER,
    about:
      'Some carts, made by chance, become one with every item of each, in the largest quantity. One cart remains itself, none become an empty one, and none is changed.',
    floors: { merges: 9 },
    run: mergingCarts,
  },
  {
    name: 'a shopping cart at two replicas',
    slug: 'cart',
    points: 1,
    paper: PAPER,
    about:
      'Two people add to one cart at two replicas, of which one has a wrong clock: each reads, merges, adds and writes with the context. In the end the cart has every item.',
    floors: { writes: 6, merges: 1 },
    run: cart,
  },
];
