import { createHash } from 'node:crypto';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { sampleSecret } from '../engine/sample-secret.ts';
import type { SandboxPrograms } from '../judge/sandbox-programs.ts';
import { say } from '../say.ts';
import { connectRedis } from './connect-redis.ts';
import { JobDesk } from './job-desk.ts';
import { projectVersion } from './project-version.ts';
import { QueuePartMaker } from './queue-part-maker.ts';
import { MOST_EVENTS, queueName } from './queue-settings.ts';
import { type RedisAddress, readRedisAddress } from './redis-address.ts';
import { announceVersion } from './versions.ts';

/** Submissions that are on their way at the same time: enough for that many workers, little in memory. */
export const SUBMISSIONS_AT_A_TIME = 64;

export interface GradingQueueTools {
  readonly programs: SandboxPrograms;
  /** Folder for journals and grades, by which a grading is known again. */
  readonly store: string;
  /** No further job is handed out. */
  readonly stop: AbortSignal;
}

/** Workers on other machines, as one grading sees them. */
export class GradingQueue {
  readonly version: string;
  private readonly address: RedisAddress;
  private readonly redis: Redis;
  private readonly queue: Queue;
  private readonly desk: JobDesk;
  private readonly seenTiers = new Set<string>();
  private saidThatNobodyWorks = false;

  private constructor(
    address: RedisAddress,
    redis: Redis,
    queue: Queue,
    version: string,
    { store, stop }: GradingQueueTools,
  ) {
    this.address = address;
    this.redis = redis;
    this.queue = queue;
    this.version = version;
    const gradingId = createHash('sha256')
      .update(`grading ${sampleSecret(store)}`)
      .digest('hex')
      .slice(0, 16);
    this.desk = new JobDesk({ redis, queue, gradingId, stop, onRound: (open) => this.round(open) });
  }

  /** Throws `Misuse` if there is no Redis. */
  static async open(url: string, tools: GradingQueueTools): Promise<GradingQueue> {
    const address = readRedisAddress(url);
    const version = await projectVersion(tools.programs);
    const redis = await connectRedis(address);
    await announceVersion(redis, version);
    const { Queue } = await import('bullmq');
    const streams = { events: { maxLen: MOST_EVENTS } };
    const queue = new Queue(queueName(version), { connection: redis, streams });
    // The connection says itself what is wrong with it.
    queue.on('error', () => undefined);
    return new GradingQueue(address, redis, queue, version, tools);
  }

  /** `redis://host:port` */
  get shown(): string {
    return this.address.shown;
  }

  newMaker(): QueuePartMaker {
    return new QueuePartMaker(this.desk, (tier) => this.seenTiers.add(tier));
  }

  /** How the workers kept the code in; undefined if none had anything to do. */
  tiers(): string | undefined {
    return this.seenTiers.size === 0 ? undefined : [...this.seenTiers].sort().join(', ');
  }

  async close(): Promise<void> {
    await this.desk.close();
    this.redis.disconnect();
  }

  private async round(open: number): Promise<void> {
    await announceVersion(this.redis, this.version);
    const nobodyWorks = open > 0 && (await this.queue.getWorkersCount()) === 0;
    if (nobodyWorks && !this.saidThatNobodyWorks) {
      say(
        `no worker with this version of the project (${this.version}) is at the queue. ` +
          `Start some: npm run grade:worker -- ${this.shown}`,
      );
    }
    this.saidThatNobodyWorks = nobodyWorks;
  }
}
