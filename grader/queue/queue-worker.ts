import type { Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { duration } from '../../harness/run/summary.ts';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import type { SandboxPrograms } from '../judge/sandbox-programs.ts';
import { clip, plainText } from '../plain-text.ts';
import { say } from '../say.ts';
import { reasonOf } from './connect-redis.ts';
import { JobStore } from './job-store.ts';
import { JobBench } from './make-part-job.ts';
import { BadPayload, checked } from './packed.ts';
import { type PartJobResult, partJobSchema } from './part-job.ts';
import { queueName, WORKER_SETTINGS } from './queue-settings.ts';
import { announcedVersions } from './versions.ts';

const LOOK_FOR_OTHERS_MS = 10_000;
const LONGEST_WORD = 40;

export interface QueueWorkerTools {
  readonly redis: Redis;
  readonly programs: SandboxPrograms;
  readonly version: string;
  /** Made at the same time. */
  readonly jobs: number;
}

/**
 * Takes jobs from the queue until it is closed. Runs are made in other threads and processes: this one is
 * always free to renew the locks on its jobs.
 */
export class QueueWorker {
  private readonly tools: QueueWorkerTools;
  private readonly store: JobStore;
  private readonly worker: Worker;
  private readonly idle: JobBench[] = [];
  private readonly benches: JobBench[] = [];
  private readonly otherVersions: NodeJS.Timeout;
  private saidVersions = '';

  private constructor(tools: QueueWorkerTools, newWorker: typeof Worker) {
    this.tools = tools;
    const name = queueName(tools.version);
    this.store = new JobStore(tools.redis, name);
    this.worker = new newWorker(name, (job) => this.work(job), {
      connection: tools.redis,
      concurrency: tools.jobs,
      ...WORKER_SETTINGS,
    });
    this.worker.on('error', (error) => {
      // What the connection has to say, it says itself.
      if (tools.redis.status === 'ready') say(`queue: ${reasonOf(error)}`);
    });
    this.otherVersions = setInterval(() => void this.lookForOthers(), LOOK_FOR_OTHERS_MS);
    void this.lookForOthers();
  }

  static async open(tools: QueueWorkerTools): Promise<QueueWorker> {
    const { Worker } = await import('bullmq');
    return new QueueWorker(tools, Worker);
  }

  /** Takes no further job, and resolves when those that it has are done. */
  async close(): Promise<void> {
    clearInterval(this.otherVersions);
    await this.worker.close();
  }

  /** Ends all processes. Does not wait: it can be the last act. */
  end(): void {
    for (const bench of this.benches) void bench.close();
  }

  private async work(job: Job): Promise<void> {
    const begunMs = performance.now();
    const name = clip(plainText(job.name), LONGEST_WORD);
    const bench = this.idle.pop() ?? this.newBench();
    try {
      const result = await this.make(job, bench);
      await this.store.putResult(job.id ?? '', result);
      say(`${name}: ${resultText(result)} in ${duration(performance.now() - begunMs)}`);
    } catch (error) {
      say(`${name}: ${reasonOf(error as Error)}`);
      if (!(error instanceof BadPayload)) throw error;
      // It is the same wherever it is tried.
      const { UnrecoverableError } = await import('bullmq');
      throw new UnrecoverableError(error.message);
    } finally {
      this.idle.push(bench);
    }
  }

  private newBench(): JobBench {
    const bench = new JobBench(this.tools.programs);
    this.benches.push(bench);
    return bench;
  }

  private async make(job: Job, bench: JobBench): Promise<PartJobResult> {
    const asked = checked(job.data, partJobSchema, 'a job');
    const bundle: Bundle = await this.store.bundle(asked.bundleHash);
    return bench.make(asked, bundle);
  }

  /** Their jobs are not for this worker, and whoever started it wonders why it has nothing to do. */
  private async lookForOthers(): Promise<void> {
    const { redis, version } = this.tools;
    const others = (await announcedVersions(redis)).filter((one) => one !== version).join(', ');
    if (others !== this.saidVersions && others !== '') {
      say(
        `this worker has another version of the project (${version}) than a grading that is going on ` +
          `(${clip(plainText(others), LONGEST_WORD)}), and does nothing for that: install the same one`,
      );
    }
    this.saidVersions = others;
  }
}

function resultText({ runs }: PartJobResult): string {
  const passed = runs.filter(({ result }) => !result.failure).length;
  const scenarios = new Set(runs.map(({ result }) => result.slug)).size;
  return `${runs.length} runs of ${scenarios} scenarios, ${passed} passed,`;
}
