import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { StoreClerkClass } from './contract.ts';

/** What a scenario tells a client of the store. */
export interface StoreClientSetup {
  readonly store: PeerAddress;
}

interface GetCall {
  readonly key: string;
}

interface PutCall extends GetCall {
  readonly value: string;
  readonly version: number;
}

/** A client that gets and puts by the student's clerk. */
export const boot: Boot = (lab, environment) => {
  const { store } = environment.setup as StoreClientSetup;
  const StoreClerk = lab.StoreClerk as StoreClerkClass | undefined;
  if (typeof StoreClerk !== 'function') {
    throw new Error('store-client.ts must export a class named StoreClerk');
  }
  const clerk = new StoreClerk({ server: environment.peer(store, 'store') });
  return {
    calls: {
      get: ({ key }: GetCall) => clerk.get(key),
      put: ({ key, value, version }: PutCall) => clerk.put(key, value, version),
    },
    inspect: () => ({ clerk }),
  };
};
