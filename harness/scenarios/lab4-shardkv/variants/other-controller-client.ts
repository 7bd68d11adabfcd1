import { type Peer, sleep } from '../../../../labrpc/index.ts';
import type { ControllerClerkConfig, ControllerClerkContract, ShardConfig } from '../contract.ts';
import { askAll } from './other-ask.ts';
import type { OtherChange, OtherControllerRpc, OtherQuestion } from './other-messages.ts';

const BETWEEN_ROUNDS_MS = 80;

/** A correct clerk of the controller in another style than the solution's: see README.md. */
export class ControllerClerk implements ControllerClerkContract {
  private readonly peers: readonly Peer<OtherControllerRpc>[];
  private readonly nonce: string = Math.random().toString(36) + Math.random().toString(36);
  private changes = 0;

  constructor({ servers }: ControllerClerkConfig<OtherControllerRpc>) {
    this.peers = servers;
  }

  join(groups: ReadonlyMap<number, readonly string[]>): Promise<void> {
    return this.change({ what: 'join', groups });
  }

  leave(gids: readonly number[]): Promise<void> {
    return this.change({ what: 'leave', gids });
  }

  move(shard: number, gid: number): Promise<void> {
    return this.change({ what: 'move', shard, gid });
  }

  query(number?: number): Promise<ShardConfig> {
    return this.insist({ kind: 'look', number: number ?? null });
  }

  private async change(change: OtherChange): Promise<void> {
    this.changes += 1;
    await this.insist({ kind: 'change', name: `${this.nonce}/${this.changes}`, change });
  }

  private async insist(question: OtherQuestion): Promise<ShardConfig> {
    for (;;) {
      const config = await askAll(
        this.peers,
        (peer) => peer.call('tell', question),
        (reply) => reply.config ?? undefined,
      );
      if (config) return config;
      await sleep(BETWEEN_ROUNDS_MS);
    }
  }
}
