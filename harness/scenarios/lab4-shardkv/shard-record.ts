import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { KvInput } from '../../check/linearizability/models/kv.ts';
import type { ConfigBook } from '../../check/shard-config-book.ts';
import { KvRecord } from '../lab3-kvraft/kv-record.ts';
import { ownersText } from './config-news.ts';

/** The history of a run on a sharded service. What is wrong is told with the groups that had the shard. */
export class ShardRecord extends KvRecord {
  private readonly book: ConfigBook;
  private readonly shardOf: (key: string) => number;

  constructor(simulation: Simulation, book: ConfigBook, shardOf: (key: string) => number) {
    super(simulation);
    this.book = book;
    this.shardOf = shardOf;
  }

  /** `get("3/x") on shard 3 (of group 1 from configuration 1 on)`. */
  override describe(input: KvInput): string {
    return `${super.describe(input)} on ${this.ownersOf(input.key)}`;
  }

  override returned(id: number, value: unknown): string {
    try {
      return super.returned(id, value);
    } catch (error) {
      const key = this.keyOf(id);
      if (error instanceof Error && key !== undefined) {
        error.message += `; the key is ${JSON.stringify(key)}, on ${this.ownersOf(key)}`;
      }
      throw error;
    }
  }

  private ownersOf(key: string): string {
    const shard = this.shardOf(key);
    return `shard ${shard} (${ownersText(this.book.all, shard)})`;
  }
}
