import type {
  Lease,
  LeaseClientConfig,
  LeaseClientContract,
} from '../../harness/scenarios/lab6-locks/contract.ts';
import { type Peer, sleep } from '../../labrpc/index.ts';
import type { LeaseRpc } from './lease-server.ts';

/** How long to wait before asking again for a lock that somebody else has. */
const ASK_AGAIN_MS = 50;
/** Renewals in one lease time: two of three may be lost. */
const RENEWALS_A_LEASE = 3;

/** A client's access to the lease server. */
export class LeaseClient implements LeaseClientContract {
  private readonly server: Peer<LeaseRpc>;
  private readonly leaseMs: number;

  constructor({ server, leaseMs }: LeaseClientConfig<LeaseRpc>) {
    this.server = server;
    this.leaseMs = leaseMs;
  }

  async acquire(name: string): Promise<Lease> {
    for (;;) {
      const askedAtMs = performance.now();
      const reply = await this.server.call('acquire', { name });
      const isInTime = performance.now() < askedAtMs + this.leaseMs;
      // A grant that comes when its time is over is none. The server forgets it by itself.
      if (reply?.kind === 'granted' && isInTime) {
        return new HeldLease(this.server, name, reply.token, this.leaseMs, askedAtMs);
      }
      await sleep(ASK_AGAIN_MS);
    }
  }
}

/**
 * A lease as its holder sees it. Its time counts from when the request was sent that the server granted: the
 * server began to count later, so it ends later there, however long the answer took (Gray and Cheriton, §2).
 */
class HeldLease implements Lease {
  readonly token: number;
  readonly signal: AbortSignal;
  private readonly server: Peer<LeaseRpc>;
  private readonly name: string;
  private readonly leaseMs: number;
  private readonly lost = new AbortController();
  /** Ends the renewals: the lease was lost or released. */
  private readonly over = new AbortController();
  private endsAtMs = 0;
  private endTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(server: Peer<LeaseRpc>, name: string, token: number, leaseMs: number, askedAtMs: number) {
    this.server = server;
    this.name = name;
    this.token = token;
    this.leaseMs = leaseMs;
    this.signal = this.lost.signal;
    this.holdUntil(askedAtMs + leaseMs);
    void this.keepRenewing();
  }

  /** Until the server knows; after `leaseMs` it has forgotten the lease by itself. */
  async release(): Promise<void> {
    this.stop();
    const giveUpAtMs = performance.now() + this.leaseMs;
    while (performance.now() < giveUpAtMs) {
      const reply = await this.server.call('release', { name: this.name, token: this.token });
      if (reply) return;
      await sleep(ASK_AGAIN_MS);
    }
  }

  /** Does not wait for answers: one that never comes must not keep the next renewal from being sent. */
  private async keepRenewing(): Promise<void> {
    const { signal } = this.over;
    while (!signal.aborted) {
      await sleep(this.leaseMs / RENEWALS_A_LEASE, signal);
      if (!signal.aborted) void this.renew();
    }
  }

  private async renew(): Promise<void> {
    const sentAtMs = performance.now();
    const reply = await this.server.call('renew', { name: this.name, token: this.token });
    if (this.over.signal.aborted || reply === null) return;
    if (reply.kind === 'renewed') this.holdUntil(sentAtMs + this.leaseMs);
    else this.lose();
  }

  private holdUntil(endsAtMs: number): void {
    // Answers may overtake each other.
    if (endsAtMs <= this.endsAtMs) return;
    this.endsAtMs = endsAtMs;
    clearTimeout(this.endTimer);
    this.endTimer = setTimeout(() => this.lose(), endsAtMs - performance.now());
  }

  private lose(): void {
    this.stop();
    this.lost.abort();
  }

  private stop(): void {
    clearTimeout(this.endTimer);
    this.over.abort();
  }
}
