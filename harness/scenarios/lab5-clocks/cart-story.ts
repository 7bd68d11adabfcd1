import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Shopper } from './cart-shopper.ts';
import { ReplicatedStore } from './replica-driver.ts';
import { CART } from './sibling-staging.ts';

export interface CartStory {
  readonly store: ReplicatedStore;
  readonly alice: Shopper;
  readonly bob: Shopper;
}

/**
 * Two people with one cart, at two replicas of which one has a clock that is ahead: they read the same, bob
 * adds to it, a second later alice adds to it too, and the replicas sync.
 */
export async function cartStory(simulation: Simulation, program: string): Promise<CartStory> {
  const store = new ReplicatedStore(simulation, { replicas: 2, keys: [CART], program });
  const alice = new Shopper(store.client('alice'), CART);
  const bob = new Shopper(store.client('bob'), CART);
  store.jump(1, simulation.random('clocks').integer(4, 12) * 1000);
  await alice.put(0, new Map([['milk', 1]]));
  await store.sync(0, 1);
  await bob.add(1, 'eggs', 6);
  await store.sleep(1000);
  await alice.add(0, 'tea', 2);
  await store.sync(0, 1);
  return { store, alice, bob };
}
