import type { Boot } from '../../../labrpc/host/program.ts';
import type { LockClass, LockContract, StoreClerkClass, StoreClerkContract } from './contract.ts';
import type { StoreClientSetup } from './store-clerk-program.ts';

/** What a scenario tells a client of locks. */
export interface LockClientSetup extends StoreClientSetup {
  /** How often a put gives `maybe` for `ok` or `version-mismatch`, as if a retry had been answered. */
  readonly maybeRatio: number;
}

interface LockCall {
  readonly lock: string;
}

/** A client that has one Lock for each name, all on one clerk. */
export const boot: Boot = (lab, environment) => {
  const { store, maybeRatio } = environment.setup as LockClientSetup;
  const StoreClerk = lab.StoreClerk as StoreClerkClass | undefined;
  const Lock = lab.Lock as LockClass | undefined;
  if (typeof StoreClerk !== 'function') {
    throw new Error('store-client.ts must export a class named StoreClerk');
  }
  if (typeof Lock !== 'function') throw new Error('lock.ts must export a class named Lock');
  const sure = new StoreClerk({ server: environment.peer(store, 'store') });
  const hears = (instead: string) => environment.emit('hears', { instead });
  const clerk = maybeRatio > 0 ? unsure(sure, maybeRatio, hears) : sure;
  const locks = new Map<string, LockContract>();
  const lockOf = (name: string): LockContract => {
    const lock = locks.get(name) ?? new Lock({ clerk, name });
    locks.set(name, lock);
    return lock;
  };
  return {
    calls: {
      acquire: async ({ lock }: LockCall) => {
        await lockOf(lock).acquire();
        environment.emit('acquired', { lock });
        return null;
      },
      release: async ({ lock }: LockCall) => {
        environment.emit('releases', { lock });
        await lockOf(lock).release();
        return null;
      },
    },
    inspect: () => ({ clerk, locks }),
  };
};

/**
 * A clerk whose first answers get lost so often: what it hears in the end is about a retry. `hears` is told
 * what the answer would have been.
 */
function unsure(
  clerk: StoreClerkContract,
  maybeRatio: number,
  hears: (instead: string) => void,
): StoreClerkContract {
  return {
    get: (key) => clerk.get(key),
    async put(key, value, version) {
      const result = await clerk.put(key, value, version);
      if (result.kind === 'no-key' || Math.random() >= maybeRatio) return result;
      hears(result.kind);
      return { kind: 'maybe' };
    },
  };
}
