/** What clients ask of the lease server. */
export interface LeaseRpc {
  acquire(args: { readonly name: string }): AcquireReply;
  renew(args: LeaseName): RenewReply;
  release(args: LeaseName): ReleaseReply;
}
export type AcquireReply = { readonly kind: 'granted'; readonly token: number } | { readonly kind: 'held' };
export type RenewReply = { readonly kind: 'renewed' } | { readonly kind: 'over' };
export interface ReleaseReply {
  readonly kind: 'released';
}
/** One lease: its lock alone would not do, as the next holder has the same lock. */
export interface LeaseName {
  readonly name: string;
  readonly token: number;
}

interface GrantedLease {
  readonly token: number;
  endsAtMs: number;
}

/**
 * Grants each lock to one client at a time, for `leaseMs` unless that client renews (Gray and Cheriton 1989,
 * §2). Nobody has to tell it that a holder has died: it only has to wait.
 */
export class LeaseServer implements LeaseRpc {
  private readonly leaseMs: number;
  private readonly leases = new Map<string, GrantedLease>();
  /** One sequence for all locks: more than is asked for, and never reused (Chubby's sequencers, §2.4). */
  private lastToken = 0;

  constructor({ leaseMs }: { readonly leaseMs: number }) {
    this.leaseMs = leaseMs;
  }

  acquire({ name }: { readonly name: string }): AcquireReply {
    if (this.current(name)) return { kind: 'held' };
    this.lastToken += 1;
    this.leases.set(name, { token: this.lastToken, endsAtMs: this.nextEndMs() });
    return { kind: 'granted', token: this.lastToken };
  }

  /** A lease that is over stays over, even if nobody else has asked for the lock since. */
  renew({ name, token }: LeaseName): RenewReply {
    const lease = this.current(name);
    if (lease?.token !== token) return { kind: 'over' };
    lease.endsAtMs = this.nextEndMs();
    return { kind: 'renewed' };
  }

  /** Of another lease than the present one: an old message, which changes nothing. */
  release({ name, token }: LeaseName): ReleaseReply {
    if (this.leases.get(name)?.token === token) this.leases.delete(name);
    return { kind: 'released' };
  }

  private current(name: string): GrantedLease | undefined {
    const lease = this.leases.get(name);
    return lease && performance.now() < lease.endsAtMs ? lease : undefined;
  }

  /** By the clock that only goes forward: `Date` shows the wall clock, which may be set at any time. */
  private nextEndMs(): number {
    return performance.now() + this.leaseMs;
  }
}
