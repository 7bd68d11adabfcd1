import { type Peer, sleep } from '../../labrpc/index.ts';

/** How long to wait for one server. A deposed leader may know no better than to keep us waiting. */
const PATIENCE_MS = 500;

/** The servers of one group, of whom the one that leads has to be asked. */
export class LeaderSearch<Rpc> {
  private readonly servers: readonly Peer<Rpc>[];
  /** Where the last answer came from. */
  private leader = 0;

  constructor(servers: readonly Peer<Rpc>[]) {
    this.servers = servers;
  }

  /** Asks each server once, at most, until one answers that it is the leader. Undefined if none did. */
  async ask<Reply extends { readonly kind: string }>(
    call: (server: Peer<Rpc>) => Promise<Reply | null>,
  ): Promise<Exclude<Reply, { kind: 'not-leader' }> | undefined> {
    for (const _ of this.servers) {
      const server = this.servers[this.leader];
      const reply = server && (await Promise.race([call(server), sleep(PATIENCE_MS)]));
      if (reply && reply.kind !== 'not-leader') return reply as Exclude<Reply, { kind: 'not-leader' }>;
      this.leader = (this.leader + 1) % this.servers.length;
    }
    return undefined;
  }
}
