import { NotImplemented } from '../../labrpc/index.ts';

/**
 * What clients ask of the lease server: yours to design. Each method takes one object and returns one, or a
 * promise of one.
 */
export interface LeaseRpc {
  acquire(args: { readonly name: string }): AcquireReply;
  // 6b: what else has a holder to tell the server? How does the server know which lease it speaks of?
}
export type AcquireReply = { readonly kind: 'granted'; readonly token: number } | { readonly kind: 'held' };

/**
 * Grants each lock to one client at a time, for `leaseMs` unless that client renews. It never crashes; it may
 * be paused, and its clocks are not better than those of others.
 */
export class LeaseServer implements LeaseRpc {
  /** For how long a lease is granted or renewed, in ms. */
  private readonly leaseMs: number;

  // 6b: what do you have to know of each lock? By which clock?

  constructor(config: { readonly leaseMs: number }) {
    this.leaseMs = config.leaseMs;
  }

  /** 6b. Called by clients, over the network: a request may come twice, and its answer may be lost. */
  acquire(_args: { readonly name: string }): AcquireReply {
    throw new NotImplemented(
      'lab6b',
      'LeaseServer.acquire in lease-server.ts',
      'labs/lab6-locks/README.md#6b',
    );
  }
}
