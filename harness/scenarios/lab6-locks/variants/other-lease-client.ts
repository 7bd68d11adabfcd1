import { type Peer, sleep } from '../../../../labrpc/index.ts';
import type { OtherLeaseRpc } from './other-lease-server.ts';

interface Held {
  readonly token: number;
  readonly controller: AbortController;
  /** By this client's monotonic clock. */
  validUntilMs: number;
}

/**
 * Another correct design: one session for all leases of a client, kept alive while it has any. The signal
 * aborts also at a release. An offer counts only once a keep-alive has confirmed it, so that it does not
 * matter how long the client stood in the queue.
 */
export class LeaseClient {
  private readonly server: Peer<OtherLeaseRpc>;
  private readonly leaseMs: number;
  private readonly id = crypto.randomUUID();
  private readonly held = new Map<number, Held>();
  private isBeating = false;

  constructor(config: { server: Peer<OtherLeaseRpc>; leaseMs: number }) {
    this.server = config.server;
    this.leaseMs = config.leaseMs;
  }

  async acquire(name: string) {
    for (;;) {
      const patience = sleep(this.leaseMs / 2).then(() => null);
      const answer = await Promise.race([this.server.call('wait', { client: this.id, name }), patience]);
      const held = answer && answer.offer !== null ? await this.confirm(answer.offer) : undefined;
      if (held) {
        return {
          token: held.token,
          signal: held.controller.signal,
          release: () => this.release(held),
        };
      }
      await sleep(25);
    }
  }

  private async confirm(token: number): Promise<Held | undefined> {
    const sentAtMs = performance.now();
    const answer = await this.server.call('keepAlive', { client: this.id, tokens: [token] });
    const validUntilMs = sentAtMs + this.leaseMs;
    if (!answer?.alive.includes(token) || performance.now() >= validUntilMs) {
      void this.server.call('giveBack', { client: this.id, token });
      return undefined;
    }
    const held: Held = { token, controller: new AbortController(), validUntilMs };
    this.held.set(token, held);
    this.watch(held);
    if (!this.isBeating) void this.beat();
    return held;
  }

  /** Looks at the clock again whenever the lease should be over. */
  private watch(held: Held): void {
    if (held.controller.signal.aborted) return;
    const restMs = held.validUntilMs - performance.now();
    if (restMs > 0) setTimeout(() => this.watch(held), Math.floor(restMs));
    else this.drop(held);
  }

  private async beat(): Promise<void> {
    this.isBeating = true;
    while (this.held.size > 0) {
      void this.keepAlive();
      await sleep(this.leaseMs / 5);
    }
    this.isBeating = false;
  }

  private async keepAlive(): Promise<void> {
    const sentAtMs = performance.now();
    const tokens = [...this.held.keys()];
    const answer = await this.server.call('keepAlive', { client: this.id, tokens });
    if (!answer) return;
    for (const token of tokens) {
      const held = this.held.get(token);
      if (!held) continue;
      if (!answer.alive.includes(token)) this.drop(held);
      else held.validUntilMs = Math.max(held.validUntilMs, sentAtMs + this.leaseMs);
    }
  }

  private drop(held: Held): void {
    this.held.delete(held.token);
    held.controller.abort();
  }

  private async release(held: Held): Promise<void> {
    this.drop(held);
    for (let tries = 0; tries < 3; tries++) {
      if (await this.server.call('giveBack', { client: this.id, token: held.token })) return;
    }
  }
}
