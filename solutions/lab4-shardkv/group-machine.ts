import type { StateMachine } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import type { Gid, ShardConfig } from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { decode, encode } from '../../labrpc/index.ts';
import { KvMachine } from '../lab3-kvraft/kv-machine.ts';
import type { KvRequest } from '../lab3-kvraft/messages.ts';
import type { Delivery, ExecuteResult, GroupCommand } from './messages.ts';

/** A shard that this group has given up, and keeps until the group that has it now says that it is there. */
export interface Departure extends Delivery {
  /** The servers of that group. */
  readonly to: readonly string[];
}

interface SavedMachine {
  readonly config: ShardConfig | undefined;
  readonly shards: Map<number, Uint8Array>;
  readonly awaited: Set<number>;
  readonly departures: Departure[];
}

/**
 * The shards of a group. Each is a machine of lab 3, with its keys, their values and what tells duplicates,
 * which all move together. What group has a shard changes at one place in the log, the same for all replicas:
 * an operation before it is executed here, one after it is not.
 */
export class GroupMachine implements StateMachine<GroupCommand, ExecuteResult> {
  private readonly gid: Gid;
  private readonly shardOf: (key: string) => number;
  private config: ShardConfig | undefined;
  /** Those that are here and may be used. */
  private shards = new Map<number, KvMachine>();
  /** Those that are ours in the present configuration, and have not arrived. */
  private awaited = new Set<number>();
  private departing: Departure[] = [];

  constructor(gid: Gid, shardOf: (key: string) => number) {
    this.gid = gid;
    this.shardOf = shardOf;
  }

  // ─── For the server, which decides by it what to do next ──────────────────────────────────────────────

  /** 0: none yet. */
  get configNumber(): number {
    return this.config?.number ?? 0;
  }

  /** Configurations are taken one at a time: the next one only when this one's shards are all here. */
  get isReadyForNext(): boolean {
    return this.awaited.size === 0;
  }

  awaits({ number, shard }: Delivery): boolean {
    return number === this.configNumber && this.awaited.has(shard);
  }

  get departures(): readonly Departure[] {
    return this.departing;
  }

  // ─── Commands ─────────────────────────────────────────────────────────────────────────────────────────

  apply(command: GroupCommand): ExecuteResult {
    if (command.kind === 'execute') return this.execute(command.request);
    if (command.kind === 'configure') this.configure(command.config);
    else if (command.kind === 'install') this.install(command.delivery);
    else if (command.kind === 'forget') this.forget(command.number, command.shard);
    return { kind: 'done', value: '' };
  }

  private execute(request: KvRequest): ExecuteResult {
    const shard = this.shards.get(this.shardOf(request.operation.key));
    return shard ? { kind: 'done', value: shard.apply(request) } : { kind: 'wrong-group' };
  }

  private configure(config: ShardConfig): void {
    if (config.number !== this.configNumber + 1 || !this.isReadyForNext) return;
    for (const [shard, gid] of config.shards.entries()) {
      const before = this.config?.shards[shard] ?? 0;
      if (before === this.gid && gid !== this.gid) this.depart(shard, config);
      if (before !== this.gid && gid === this.gid) this.expect(shard, before);
    }
    this.config = config;
  }

  private depart(shard: number, { number, shards, groups }: ShardConfig): void {
    const data = this.shards.get(shard)?.snapshot();
    const to = groups.get(shards[shard] ?? 0);
    this.shards.delete(shard);
    if (data && to) this.departing.push({ number, shard, data, to });
  }

  private expect(shard: number, before: Gid): void {
    if (before === 0) this.shards.set(shard, new KvMachine());
    else this.awaited.add(shard);
  }

  /** A delivery may come twice, and very late: what has been here since is newer. */
  private install(delivery: Delivery): void {
    if (!this.awaits(delivery)) return;
    this.awaited.delete(delivery.shard);
    this.shards.set(delivery.shard, restored(delivery.data));
  }

  private forget(number: number, shard: number): void {
    this.departing = this.departing.filter((one) => one.number !== number || one.shard !== shard);
  }

  // ─── Snapshots ────────────────────────────────────────────────────────────────────────────────────────

  snapshot(): Uint8Array {
    const { config, awaited, departing: departures } = this;
    const shards = new Map([...this.shards].map(([shard, machine]) => [shard, machine.snapshot()]));
    return encode({ config, shards, awaited, departures });
  }

  restore(snapshot: Uint8Array): void {
    const { config, shards, awaited, departures } = decode<SavedMachine>(snapshot);
    this.config = config;
    this.shards = new Map([...shards].map(([shard, data]) => [shard, restored(data)]));
    this.awaited = awaited;
    this.departing = departures;
  }
}

function restored(data: Uint8Array): KvMachine {
  const machine = new KvMachine();
  machine.restore(data);
  return machine;
}
