import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { ReplicatedStore } from './replica-driver.ts';
import type { SiblingClient } from './sibling-client.ts';

export const CART = 'cart';

/** Three replicas in an order that the seed decides, and three clients. */
export interface Scene {
  readonly store: ReplicatedStore;
  readonly random: Random;
  readonly alice: SiblingClient;
  readonly bob: SiblingClient;
  readonly carol: SiblingClient;
  readonly here: number;
  readonly there: number;
  readonly third: number;
  /** One of the two, as chance decides, syncs with the other on a calm network. */
  sync(a: number, b: number): Promise<void>;
}

export function threeReplicas(simulation: Simulation, keys: readonly string[] = [CART]): Scene {
  const store = new ReplicatedStore(simulation, { replicas: 3, keys });
  const random = simulation.random('scene');
  const [here, there, third] = random.shuffle([0, 1, 2]) as [number, number, number];
  return {
    store,
    random,
    alice: store.client('alice'),
    bob: store.client('bob'),
    carol: store.client('carol'),
    here,
    there,
    third,
    sync: (a, b) => (random.chance(0.5) ? store.sync(a, b) : store.sync(b, a)),
  };
}
