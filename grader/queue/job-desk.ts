import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { Interrupted } from '../engine/lane-part-maker.ts';
import type { CodeBundle } from '../engine/part-work.ts';
import { GraderFailure } from '../grader-failure.ts';
import { Misuse } from '../misuse.ts';
import { clip, plainText } from '../plain-text.ts';
import { reasonOf } from './connect-redis.ts';
import { JobStore } from './job-store.ts';
import { BadPayload } from './packed.ts';
import type { PartJob, PartJobResult } from './part-job.ts';
import { JOB_SETTINGS } from './queue-settings.ts';

const LOOK_EVERY_MS = 200;
/** So many looks at the results for one at the jobs themselves. */
const LOOKS_A_ROUND = 25;
/** A Redis that does not answer must not keep a grading that is over. */
const LONGEST_GOODBYE_MS = 2000;
const LONGEST_REASON = 200;

/** A job that was handed out. */
interface OpenJob {
  readonly id: string;
  readonly job: PartJob;
  readonly bundle: CodeBundle;
  readonly result: Promise<PartJobResult>;
  readonly resolve: (result: PartJobResult) => void;
  readonly reject: (error: Error) => void;
}

export interface DeskTools {
  readonly redis: Redis;
  readonly queue: Queue;
  /** The same when this grading goes on another time, and no other grading's. */
  readonly gradingId: string;
  readonly stop: AbortSignal;
  /** Called every five seconds with the number of jobs that are open. */
  readonly onRound: (open: number) => Promise<void>;
}

/**
 * Hands jobs out, and looks again and again at what has come of them. It trusts in no message: whatever a
 * Redis forgets when it is killed, it is asked for again.
 */
export class JobDesk {
  private readonly tools: DeskTools;
  private readonly store: JobStore;
  private readonly open = new Map<string, OpenJob>();
  /** Why nothing more is handed out. */
  private ended: Error | undefined;
  private abandoned: readonly OpenJob[] = [];
  private readonly interrupt = (): void => this.endAll(new Interrupted());

  constructor(tools: DeskTools) {
    this.tools = tools;
    this.store = new JobStore(tools.redis, tools.queue.name);
    tools.stop.addEventListener('abort', this.interrupt);
    if (tools.stop.aborted) this.interrupt();
    void this.look();
  }

  /** Rejects with `GraderFailure`, `Interrupted`, or `Misuse` if the Redis can't be used any more. */
  make(job: PartJob, bundle: CodeBundle): Promise<PartJobResult> {
    if (this.ended) return Promise.reject(this.ended);
    const id = this.nameOf(job);
    const known = this.open.get(id);
    if (known) return known.result;
    const opened = openJob(id, job, bundle);
    this.open.set(id, opened);
    this.handOut(opened).catch((error: Error) => this.endAll(refused(error)));
    return opened.result;
  }

  /** Their results are in the journal. Throws `Misuse` if the Redis can't be used any more. */
  async forget(jobs: readonly PartJob[]): Promise<void> {
    try {
      await this.store.forget(jobs.map((job) => this.nameOf(job)));
    } catch (error) {
      throw refused(error as Error);
    }
  }

  /** Hands nothing out any more, and takes back what no worker has begun. */
  async close(): Promise<void> {
    this.interrupt();
    this.tools.stop.removeEventListener('abort', this.interrupt);
    const takenBack = Promise.allSettled(this.abandoned.map(({ id }) => this.tools.queue.remove(id)));
    await Promise.race([takenBack, sleep(LONGEST_GOODBYE_MS)]);
  }

  /** A grading that goes on gives its jobs the same names, so that they are there once. */
  private nameOf(job: PartJob): string {
    const hash = createHash('sha256').update(JSON.stringify(job)).digest('hex');
    return `${this.tools.gradingId}-${hash.slice(0, 32)}`;
  }

  private async handOut({ id, job, bundle }: OpenJob): Promise<void> {
    await this.store.putBundle(bundle);
    // Left behind by a grading that was killed: nobody would try it again.
    if ((await this.tools.queue.getJobState(id)) === 'failed') await this.tools.queue.remove(id);
    await this.tools.queue.add(job.part, job, { ...JOB_SETTINGS, jobId: id });
  }

  private async look(): Promise<void> {
    for (let looks = 1; !this.ended; looks += 1) {
      try {
        await sleep(LOOK_EVERY_MS);
        if (looks % LOOKS_A_ROUND === 0) await this.round();
        else await this.collect([...this.open.values()]);
      } catch (error) {
        this.endAll(refused(error as Error));
      }
    }
  }

  /** Gives the jobs of which there is no result yet. */
  private async collect(jobs: readonly OpenJob[]): Promise<OpenJob[]> {
    const results = await this.store.results(jobs.map(({ id }) => id));
    return jobs.filter((one) => {
      const result = results.get(one.id);
      if (!result) return true;
      this.open.delete(one.id);
      if (result instanceof BadPayload) one.reject(new GraderFailure(whyFailed(result.message)));
      else one.resolve(result);
      return false;
    });
  }

  private async round(): Promise<void> {
    const jobs = [...this.open.values()];
    const states = new Map<string, string>();
    for (const { id } of jobs) states.set(id, await this.tools.queue.getJobState(id));
    // A result is there before its job is done: so what has neither now is lost.
    for (const one of await this.collect(jobs)) {
      const state = states.get(one.id);
      if (state === 'failed') await this.giveUp(one);
      else if (state === 'unknown' || state === 'completed') await this.handOut(one);
    }
    await this.store.keepBundles(new Set([...this.open.values()].map(({ bundle }) => bundle.hash)));
    await this.tools.onRound(this.open.size);
  }

  private async giveUp(one: OpenJob): Promise<void> {
    const failed = await this.tools.queue.getJob(one.id);
    await failed?.remove();
    this.open.delete(one.id);
    one.reject(new GraderFailure(whyFailed(failed?.failedReason ?? '')));
  }

  /** The first reason counts. */
  private endAll(error: Error): void {
    if (this.ended) return;
    this.ended = error;
    this.abandoned = [...this.open.values()];
    this.open.clear();
    for (const one of this.abandoned) one.reject(error);
  }
}

function refused(error: Error): Misuse {
  return new Misuse(`--queue: the Redis refuses to go on (${reasonOf(error)}): mend it, then --resume`);
}

function whyFailed(reason: string): string {
  const why = /stalled/.test(reason)
    ? 'one worker after another died while it ran this'
    : `a worker failed on it (${clip(plainText(reason), LONGEST_REASON)})`;
  return `the grader failed on it, as far as is known through no fault of the submission: ${why}`;
}

function openJob(id: string, job: PartJob, bundle: CodeBundle): OpenJob {
  let resolve: OpenJob['resolve'] = () => undefined;
  let reject: OpenJob['reject'] = () => undefined;
  const result = new Promise<PartJobResult>((onResult, onError) => {
    resolve = onResult;
    reject = onError;
  });
  return { id, job, bundle, result, resolve, reject };
}
