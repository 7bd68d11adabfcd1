import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import type { FencedStorageContract, Lease, LeaseClientClass } from './contract.ts';

/** What a scenario tells a client. */
export interface LeaseHolderSetup {
  readonly leaseMs: number;
  readonly server: PeerAddress;
  readonly storage: PeerAddress;
}

/** `id` is the scenario's number of an acquire, and of the lease that it gave. */
export interface LeaseId {
  readonly id: number;
}

/** Reported as `granted`. */
export interface GrantedReport extends LeaseId {
  readonly token: number;
  readonly isAborted: boolean;
}

export const boot: Boot = (lab, environment) => {
  const { leaseMs, server, storage } = environment.setup as LeaseHolderSetup;
  const LeaseClient = lab.LeaseClient as LeaseClientClass | undefined;
  if (typeof LeaseClient !== 'function') {
    throw new Error('lease-client.ts must export a class named LeaseClient');
  }
  const client = new LeaseClient({ server: environment.peer(server, 'leases'), leaseMs });
  const files = environment.peer<FencedStorageContract>(storage, 'storage');
  const leases = new Map<number, Lease>();
  return {
    calls: {
      acquire: async ({ id, name }: LeaseId & { readonly name: string }) => {
        const lease = await client.acquire(name);
        if (!(lease?.signal instanceof AbortSignal)) {
          throw new Error('LeaseClient.acquire must resolve to a lease: { token, signal, release }');
        }
        const { token, signal } = lease;
        leases.set(id, lease);
        environment.emit('granted', { id, token, isAborted: signal.aborted });
        signal.addEventListener('abort', () => environment.emit('lapsed', { id }));
        return null;
      },
      release: async ({ id }: LeaseId) => {
        environment.emit('releases', { id });
        await leases.get(id)?.release();
        return null;
      },
      write: (args: { readonly key: string; readonly value: string; readonly token: number }) =>
        files.call('write', args),
      read: (args: { readonly key: string }) => files.call('read', args),
    },
    inspect: () => ({ client, leases }),
  };
};
