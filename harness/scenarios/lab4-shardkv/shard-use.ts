import { Violation } from '../../../labrpc/sim/violation.ts';
import type { OpenKvOperation } from '../lab3-kvraft/kv-clerks.ts';
import { token } from '../lab3-kvraft/workload.ts';
import type { ShardService } from './shard-service.ts';
import { keyIn } from './shard-staging.ts';

/** The handout: a shard that stays where it is answers within this time, whatever other shards do. */
const UNAFFECTED_LIMIT_MS = 250;
/** Between an answer and the next operation. */
const PAUSE_MS: readonly [min: number, max: number] = [20, 50];

/** How long one operation took. */
interface Wait {
  readonly clerk: number;
  readonly key: string;
  readonly askedAtMs: number;
  readonly waitMs: number;
}

/** Clerks that use a shard each, which should not be troubled: how often and how fast they are answered. */
export class ShardUse {
  private readonly service: ShardService;
  private readonly shards: readonly number[];
  private readonly loops: readonly Promise<void>[];
  private readonly open: (OpenKvOperation | undefined)[] = [];
  private waits: Wait[] = [];
  private isOver = false;

  /** The first clerks begin at once: as many as there are shards. */
  constructor(service: ShardService, shards: readonly number[]) {
    this.service = service;
    this.shards = shards;
    this.loops = shards.map((shard, clerk) => this.use(clerk, shard));
  }

  /** The clerks that have nothing to do with it. */
  get otherClerks(): number[] {
    return this.service.clerks.all.slice(this.shards.length);
  }

  /** Operations that were answered since the last `forget`. */
  get answers(): number {
    return this.waits.length;
  }

  /** What comes from now on counts, and nothing before. */
  forget(): void {
    this.waits = [];
  }

  /**
   * Throws if any of these clerks had to wait for long since the last `forget`. `trouble`: what befalls other
   * shards meanwhile, for the message.
   */
  neverWaits(trouble: string): void {
    const { simulation, config, clerks } = this.service;
    const open = this.open.flatMap((one, clerk): Wait[] => {
      if (!one || one.isAnswered) return [];
      const { askedAtMs, input } = one;
      return [{ clerk, key: input.key, askedAtMs, waitMs: simulation.nowMs - askedAtMs }];
    });
    for (const { clerk, key, askedAtMs, waitMs } of [...this.waits, ...open]) {
      if (waitMs <= UNAFFECTED_LIMIT_MS) continue;
      const { name } = clerks.clerk(clerk);
      const who = `${name} asked for ${JSON.stringify(key)} at ${askedAtMs.toFixed(0)} ms`;
      const shard = this.service.shardOf(key);
      const where = `shard ${shard} was in group ${config?.shards[shard]} all the time`;
      const message = `${who} and waited for ${waitMs.toFixed(0)} ms or longer, while ${trouble}; ${where}, and is to answer within ${UNAFFECTED_LIMIT_MS} ms`;
      throw new Violation('shardkv/unaffected', message, { paper: 'handout: limits', actor: name });
    }
    simulation.count('unaffectedAnswers', this.answers);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.loops);
  }

  private async use(clerk: number, shard: number): Promise<void> {
    const { clerks, simulation } = this.service;
    const random = simulation.random(`use of shard ${shard}`);
    const key = keyIn(shard);
    for (let nth = 1; !this.isOver; nth++) {
      const write = { kind: 'append', key, value: token(clerk, nth) } as const;
      const open = clerks.begin(clerk, random.chance(0.5) ? { kind: 'get', key } : write);
      this.open[clerk] = open;
      await open.answer;
      const { askedAtMs } = open;
      this.waits.push({ clerk, key, askedAtMs, waitMs: simulation.nowMs - askedAtMs });
      await simulation.sleep(random.between(...PAUSE_MS));
    }
  }
}
