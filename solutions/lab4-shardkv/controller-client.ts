import type {
  ControllerClerkConfig,
  ControllerClerkContract,
  Gid,
  ShardConfig,
} from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { sleep } from '../../labrpc/index.ts';
import { LeaderSearch } from './leader-search.ts';
import type { ControllerOperation, ControllerRequest, ControllerRpc } from './messages.ts';

/** How long to wait when nobody leads: an election takes a while. */
const ELECTION_PAUSE_MS = 100;

/** Access to the shard controller, for administrators, servers and clerks. It asks until it is answered. */
export class ControllerClerk implements ControllerClerkContract {
  private readonly controllers: LeaderSearch<ControllerRpc>;
  private readonly clerkId: string = crypto.randomUUID();
  private sequence = 0;

  constructor(config: ControllerClerkConfig<ControllerRpc>) {
    this.controllers = new LeaderSearch(config.servers);
  }

  async join(groups: ReadonlyMap<Gid, readonly string[]>): Promise<void> {
    await this.execute({ kind: 'join', groups });
  }

  async leave(gids: readonly Gid[]): Promise<void> {
    await this.execute({ kind: 'leave', gids });
  }

  async move(shard: number, gid: Gid): Promise<void> {
    await this.execute({ kind: 'move', shard, gid });
  }

  /** There is no configuration of an infinite number: that asks for the newest. */
  query(number: number = Number.POSITIVE_INFINITY): Promise<ShardConfig> {
    return this.execute({ kind: 'query', number });
  }

  private async execute(operation: ControllerOperation): Promise<ShardConfig> {
    this.sequence += 1;
    const request: ControllerRequest = { clerkId: this.clerkId, sequence: this.sequence, operation };
    for (;;) {
      const reply = await this.controllers.ask((server) => server.call('execute', request));
      if (reply) return reply.config;
      await sleep(ELECTION_PAUSE_MS);
    }
  }
}
