import type { KvClerkContract } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import type { ShardConfig, ShardKvCommon } from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { sleep } from '../../labrpc/index.ts';
import type { KvOperation, KvRequest } from '../lab3-kvraft/messages.ts';
import { ControllerClerk } from './controller-client.ts';
import { LeaderSearch } from './leader-search.ts';
import type { ControllerRpc, ShardKvRpc } from './messages.ts';

/** How long to wait before the controller is asked again who has a shard. */
const MOVE_PAUSE_MS = 50;

/** A client's access to the sharded service. It asks the group that has the shard, until it is answered. */
export class ShardKvClerk implements KvClerkContract {
  private readonly common: ShardKvCommon<ShardKvRpc, ControllerRpc>;
  private readonly controller: ControllerClerk;
  private readonly clerkId: string = crypto.randomUUID();
  private sequence = 0;
  /** The newest configuration that this clerk has heard of. */
  private config: ShardConfig | undefined;
  private groups: ReadonlyMap<number, LeaderSearch<ShardKvRpc>> = new Map();

  constructor(config: ShardKvCommon<ShardKvRpc, ControllerRpc>) {
    this.common = config;
    this.controller = new ControllerClerk({ servers: config.controllers });
  }

  get(key: string): Promise<string> {
    return this.execute({ kind: 'get', key });
  }

  async put(key: string, value: string): Promise<void> {
    await this.execute({ kind: 'put', key, value });
  }

  async append(key: string, value: string): Promise<void> {
    await this.execute({ kind: 'append', key, value });
  }

  /** The request stays the same wherever it is sent: a shard takes along what it knows of those executed. */
  private async execute(operation: KvOperation): Promise<string> {
    this.sequence += 1;
    const request: KvRequest = { clerkId: this.clerkId, sequence: this.sequence, operation };
    for (;;) {
      const reply = await this.groupOf(operation.key)?.ask((server) => server.call('execute', request));
      if (reply?.kind === 'done') return reply.value;
      // Nobody has it, or somebody else, or nobody there leads just now.
      if (this.config) await sleep(MOVE_PAUSE_MS);
      await this.learnConfig();
    }
  }

  private groupOf(key: string): LeaderSearch<ShardKvRpc> | undefined {
    const gid = this.config?.shards[this.common.shardOf(key)];
    return gid === undefined ? undefined : this.groups.get(gid);
  }

  private async learnConfig(): Promise<void> {
    const config = await this.controller.query();
    if (config.number === this.config?.number) return;
    this.config = config;
    this.groups = new Map(
      [...config.groups].map(([gid, names]) => [gid, new LeaderSearch(names.map(this.common.connect))]),
    );
  }
}
