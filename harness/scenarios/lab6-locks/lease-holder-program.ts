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

/** Reported as `lapsed`, when its signal aborts, and as `releases`. */
export interface LeaseReport extends LeaseId {
  readonly lock: string;
  readonly token: number;
}

/** Reported as `granted`. */
export interface GrantedReport extends LeaseReport {
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
  const leases = new Map<number, { readonly lease: Lease; readonly report: LeaseReport }>();
  return {
    calls: {
      acquire: async ({ id, name }: LeaseId & { readonly name: string }) => {
        const lease = await client.acquire(name);
        if (!(lease?.signal instanceof AbortSignal)) {
          throw new Error('LeaseClient.acquire must resolve to a lease: { token, signal, release }');
        }
        const { token, signal } = lease;
        const report: LeaseReport = { id, lock: name, token };
        leases.set(id, { lease, report });
        environment.emit('granted', { ...report, isAborted: signal.aborted });
        signal.addEventListener('abort', () => environment.emit('lapsed', report));
        return null;
      },
      release: async ({ id }: LeaseId) => {
        const held = leases.get(id);
        // It was a lease of an earlier life.
        if (!held) return null;
        environment.emit('releases', held.report);
        // It may say that there was nothing left to release: what it did is judged by who has the lock then.
        await held.lease.release().catch(() => undefined);
        return null;
      },
      write: (args: { readonly key: string; readonly value: string; readonly token: number }) =>
        files.call('write', args),
      read: (args: { readonly key: string }) => files.call('read', args),
    },
    inspect: () => ({ client, leases }),
  };
};
