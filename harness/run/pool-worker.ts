import { Worker } from 'node:worker_threads';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import { ProgressBoard } from './progress-board.ts';
import type { RunResult } from './result.ts';
import type { WorkerData, WorkerJob } from './worker.ts';

/** How a job ended. Everything but a result means that the worker is of no more use. */
export type WorkerEnd =
  | { readonly kind: 'result'; readonly result: RunResult }
  | { readonly kind: 'hang' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'error'; readonly message: string };

/** JavaScript heap of one worker. Runs need a few MB. */
const HEAP_MB = 1024;

/** One worker thread, and what its owner knows of it. */
export class PoolWorker {
  readonly board: ProgressBoard = new ProgressBoard();
  /** CPU time charged since it last completed an event. */
  cpuMsWithoutEvent = 0;
  private readonly worker: Worker;
  private readonly bundlesSent = new Set<number>();
  private eventsSeen = 0;
  private finish: ((end: WorkerEnd) => void) | undefined;

  constructor(program: string) {
    const workerData: WorkerData = { progress: this.board.memory };
    this.worker = new Worker(program, {
      eval: true,
      env: {},
      execArgv: [],
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    this.worker.on('message', (result: RunResult) => this.end({ kind: 'result', result }));
    this.worker.on('exit', () => this.end({ kind: 'exit' }));
    this.worker.on('error', (error: Error & { code?: string }) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.end(outOfMemory ? { kind: 'memory' } : { kind: 'error', message: error.stack ?? error.message });
    });
    this.worker.unref();
  }

  run(job: Omit<WorkerJob, 'bundle'>, bundle: Bundle): Promise<WorkerEnd> {
    const { bundleId, part, slug, seed, twice } = job;
    const known = this.bundlesSent.has(bundleId);
    this.bundlesSent.clear();
    this.bundlesSent.add(bundleId);
    this.cpuMsWithoutEvent = 0;
    this.eventsSeen = 0;
    this.worker.ref();
    return new Promise((resolve) => {
      this.finish = resolve;
      const message: WorkerJob = { bundleId, bundle: known ? undefined : bundle, part, slug, seed, twice };
      this.worker.postMessage(message);
    });
  }

  /** Charges CPU time, unless the worker has completed an event since the last charge. */
  charge(cpuMs: number): void {
    const { events } = this.board;
    this.cpuMsWithoutEvent = events === this.eventsSeen ? this.cpuMsWithoutEvent + cpuMs : 0;
    this.eventsSeen = events;
  }

  /** Ends a job that will not end by itself. */
  giveUp(kind: 'hang' | 'memory'): void {
    this.end({ kind });
  }

  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private end(end: WorkerEnd): void {
    this.worker.unref();
    this.finish?.(end);
    this.finish = undefined;
  }
}
