import type { StateMachine } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import type { Gid, ShardConfig } from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { decode, encode } from '../../labrpc/index.ts';
import { rebalance } from './balance.ts';
import type { ControllerOperation, ControllerRequest } from './messages.ts';

interface SavedMachine {
  readonly configs: ShardConfig[];
  readonly lastSequences: Map<string, number>;
}

/** All configurations there ever were, and which changes of whom are among them (as in lab 3). */
export class ControllerMachine implements StateMachine<ControllerRequest, ShardConfig> {
  private newest: ShardConfig;
  /** By number. */
  private configs: ShardConfig[];
  /** By clerk: its last change. */
  private lastSequences = new Map<string, number>();

  constructor(shardCount: number) {
    this.newest = { number: 0, shards: Array<Gid>(shardCount).fill(0), groups: new Map() };
    this.configs = [this.newest];
  }

  apply({ clerkId, sequence, operation }: ControllerRequest): ShardConfig {
    if (operation.kind === 'query') return this.configs[operation.number] ?? this.newest;
    if (sequence > (this.lastSequences.get(clerkId) ?? 0)) {
      this.lastSequences.set(clerkId, sequence);
      this.change(operation);
    }
    return this.newest;
  }

  private change(operation: Exclude<ControllerOperation, { kind: 'query' }>): void {
    if (operation.kind === 'join') this.join(operation.groups);
    else if (operation.kind === 'leave') this.leave(operation.gids);
    else this.move(operation.shard, operation.gid);
  }

  private join(joining: ReadonlyMap<Gid, readonly string[]>): void {
    // A group that is there already keeps its servers.
    this.regroup(new Map([...joining, ...this.newest.groups]));
  }

  private leave(gids: readonly Gid[]): void {
    this.regroup(new Map([...this.newest.groups].filter(([gid]) => !gids.includes(gid))));
  }

  private regroup(groups: ReadonlyMap<Gid, readonly string[]>): void {
    if (groups.size === this.newest.groups.size) return; // nobody came, or nobody went
    this.add(rebalance(this.newest.shards, [...groups.keys()]), groups);
  }

  private move(shard: number, gid: Gid): void {
    const { shards, groups } = this.newest;
    const owner = shards[shard];
    if (owner === undefined || owner === gid || !groups.has(gid)) return;
    this.add(shards.with(shard, gid), groups);
  }

  private add(shards: readonly Gid[], groups: ReadonlyMap<Gid, readonly string[]>): void {
    this.newest = { number: this.newest.number + 1, shards, groups };
    this.configs.push(this.newest);
  }

  snapshot(): Uint8Array {
    const { configs, lastSequences } = this;
    return encode({ configs, lastSequences });
  }

  restore(snapshot: Uint8Array): void {
    const { configs, lastSequences } = decode<SavedMachine>(snapshot);
    this.configs = configs;
    this.newest = configs.at(-1) ?? this.newest;
    this.lastSequences = lastSequences;
  }
}
