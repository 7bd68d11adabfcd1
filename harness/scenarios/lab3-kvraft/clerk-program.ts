import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { KvClerkClass } from './contract.ts';

/** What a scenario tells a client. */
export interface ClerkSetup {
  /** In this clerk's own order. */
  readonly servers: readonly PeerAddress[];
}

export const boot: Boot = (lab, environment) => {
  const { servers } = environment.setup as ClerkSetup;
  const KvClerk = lab.KvClerk as KvClerkClass | undefined;
  if (typeof KvClerk !== 'function') throw new Error('client.ts must export a class named KvClerk');
  const clerk = new KvClerk({ servers: servers.map((server) => environment.peer(server, 'kv')) });
  return {
    calls: {
      get: ({ key }: { readonly key: string }) => clerk.get(key),
      put: ({ key, value }: { readonly key: string; readonly value: string }) => clerk.put(key, value),
      append: ({ key, value }: { readonly key: string; readonly value: string }) => clerk.append(key, value),
    },
    inspect: () => ({ clerk }),
  };
};
