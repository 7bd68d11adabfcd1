import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import type { CodeBundle } from '../engine/part-work.ts';
import { BadPayload, packed, unpacked } from './packed.ts';
import { bundleSchema, type PartJobResult, partJobResultSchema } from './part-job.ts';

/** A grading keeps code there as long as there are jobs of it: this is for what is needed no more. */
const BUNDLE_SECONDS = 3600;
/** A grading that was killed finds the results of its last jobs when it goes on within this time. */
const RESULT_SECONDS = 24 * 3600;

/** What jobs have in common and what came of them, beside the queue itself, which holds small things only. */
export class JobStore {
  private readonly redis: Redis;
  private readonly prefix: string;

  /** `queue`: its name. */
  constructor(redis: Redis, queue: string) {
    this.redis = redis;
    this.prefix = queue;
  }

  async putBundle({ hash, bundle }: CodeBundle): Promise<void> {
    const key = this.bundleKey(hash);
    if ((await this.redis.expire(key, BUNDLE_SECONDS)) === 1) return;
    await this.redis.set(key, await packed(bundle), 'EX', BUNDLE_SECONDS);
  }

  /** These are still needed. */
  async keepBundles(hashes: ReadonlySet<string>): Promise<void> {
    await Promise.all([...hashes].map((hash) => this.redis.expire(this.bundleKey(hash), BUNDLE_SECONDS)));
  }

  /** Throws `BadPayload` if it is not there, or is not what its name says. */
  async bundle(hash: string): Promise<Bundle> {
    const bytes = await this.redis.getBuffer(this.bundleKey(hash));
    if (!bytes) throw new BadPayload('the code of the job is not on the queue any more');
    const bundle = await unpacked(bytes, bundleSchema, 'the code of a job');
    if (createHash('sha256').update(bundle.code).digest('hex') === hash) return bundle;
    throw new BadPayload('the code of a job on the queue is not the code of that name');
  }

  async putResult(jobId: string, result: PartJobResult): Promise<void> {
    await this.redis.set(this.resultKey(jobId), await packed(result), 'EX', RESULT_SECONDS);
  }

  /** Those that are there; what is no result is a `BadPayload`. */
  async results(jobIds: readonly string[]): Promise<Map<string, PartJobResult | BadPayload>> {
    const found = new Map<string, PartJobResult | BadPayload>();
    if (jobIds.length === 0) return found;
    const all = await this.redis.mgetBuffer(jobIds.map((id) => this.resultKey(id)));
    for (const [place, id] of jobIds.entries()) {
      const bytes = all[place];
      if (bytes) found.set(id, await unpackedResult(bytes));
    }
    return found;
  }

  async forget(jobIds: readonly string[]): Promise<void> {
    if (jobIds.length > 0) await this.redis.unlink(jobIds.map((id) => this.resultKey(id)));
  }

  private bundleKey(hash: string): string {
    return `${this.prefix}:code:${hash}`;
  }

  private resultKey(jobId: string): string {
    return `${this.prefix}:result:${jobId}`;
  }
}

async function unpackedResult(bytes: Buffer): Promise<PartJobResult | BadPayload> {
  try {
    return await unpacked(bytes, partJobResultSchema, 'the result of a job');
  } catch (error) {
    if (error instanceof BadPayload) return error;
    throw error;
  }
}
