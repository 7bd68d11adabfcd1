import { decode, encode } from '../../../../labrpc/index.ts';
import type { OtherRaftRpc } from '../../lab2-raft/variants/other-types.ts';
import type { StateMachine } from '../../lab3-kvraft/contract.ts';
import type { ControllerConfig, ShardConfig, ShardControllerContract } from '../contract.ts';
import type { OtherChange, OtherControllerRpc, OtherQuestion } from './other-messages.ts';
import { Rsm } from './rsm-below.ts';

/** One shard after the other goes from the fullest group, or from none, to the emptiest. */
function spread(shards: readonly number[], gids: readonly number[]): readonly number[] {
  const next = shards.map((gid) => (gids.includes(gid) ? gid : 0));
  const size = (gid: number) => next.filter((owner) => owner === gid).length;
  const highFirst = [...gids].sort((a, b) => b - a);
  if (highFirst.length === 0) return next;
  for (;;) {
    const bySize = [...highFirst].sort((a, b) => size(a) - size(b));
    const [emptiest, fullest] = [bySize[0] ?? 0, bySize.at(-1) ?? 0];
    const orphan = next.lastIndexOf(0);
    if (orphan < 0 && size(fullest) - size(emptiest) < 2) return next;
    next[orphan >= 0 ? orphan : next.lastIndexOf(fullest)] = emptiest;
  }
}

function successor(config: ShardConfig, change: OtherChange): ShardConfig | undefined {
  const { number, shards, groups } = config;
  if (change.what === 'move') {
    const isChange = groups.has(change.gid) && change.shard in shards && shards[change.shard] !== change.gid;
    if (!isChange) return undefined;
    const moved = shards.map((gid, shard) => (shard === change.shard ? change.gid : gid));
    return { number: number + 1, shards: moved, groups };
  }
  const next = new Map(groups);
  if (change.what === 'leave') for (const gid of change.gids) next.delete(gid);
  else for (const [gid, names] of change.groups) if (!next.has(gid)) next.set(gid, names);
  if (next.size === groups.size) return undefined;
  return { number: number + 1, shards: spread(shards, [...next.keys()]), groups: next };
}

/** Keeps what was changed, and makes the configurations of it. */
class HistoryMachine implements StateMachine<OtherQuestion, ShardConfig> {
  private readonly first: ShardConfig;
  private changes: OtherChange[] = [];
  private names = new Set<string>();
  private configs: ShardConfig[];

  constructor(shardCount: number) {
    this.first = { number: 0, shards: new Array<number>(shardCount).fill(0), groups: new Map() };
    this.configs = [this.first];
  }

  apply(question: OtherQuestion): ShardConfig {
    const newest = this.configs.at(-1) ?? this.first;
    if (question.kind === 'look') return this.configs[question.number ?? -1] ?? newest;
    if (!this.names.has(question.name)) {
      this.names.add(question.name);
      this.change(question.change);
    }
    return newest;
  }

  private change(change: OtherChange): void {
    const next = successor(this.configs.at(-1) ?? this.first, change);
    if (!next) return;
    this.changes.push(change);
    this.configs.push(next);
  }

  snapshot(): Uint8Array {
    return encode([this.changes, this.names]);
  }

  restore(snapshot: Uint8Array): void {
    const [changes, names] = decode<[OtherChange[], Set<string>]>(snapshot);
    this.names = names;
    this.changes = [];
    this.configs = [this.first];
    for (const change of changes) this.change(change);
  }
}

/** A correct controller in another style than the solution's: see README.md. */
export class ShardController implements ShardControllerContract, OtherControllerRpc {
  readonly rsm: Rsm<OtherQuestion, ShardConfig>;

  constructor(config: ControllerConfig<OtherRaftRpc>) {
    this.rsm = new Rsm({ ...config, machine: new HistoryMachine(config.shardCount) });
  }

  async tell(question: OtherQuestion): Promise<{ readonly config: ShardConfig | null }> {
    const outcome = await this.rsm.submit(question);
    return { config: outcome.kind === 'applied' ? outcome.result : null };
  }
}
