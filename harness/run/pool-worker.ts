import { Worker } from 'node:worker_threads';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import { ProgressBoard } from './progress-board.ts';
import type { WorkerData, WorkerJob, WorkerReply } from './worker.ts';

/** How a job ended. Everything but a result means that the worker is of no more use. */
export type WorkerEnd =
  | { readonly kind: 'result'; readonly reply: WorkerReply }
  | { readonly kind: 'hang' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'exit' }
  | { readonly kind: 'error'; readonly message: string };

/**
 * JavaScript heap of one worker. Far more than the pool lets a run hold: V8 ends the whole process, not the
 * worker, if a single array grows past this, so the pool has to come first.
 */
const HEAP_MB = 4096;
/**
 * Room for what is garbage at once, as most of a run is: with less, collecting it takes a tenth of the time.
 */
const YOUNG_HEAP_MB = 64;
/** CPU time without an event after which a worker is taken to be within one that does not end. */
const STUCK_CPU_MS = 200;

/**
 * CPU time that a new thread may take before its first event, on top of the limit: it has a program to
 * compile.
 */
const START_CPU_MS = 2000;

/** One worker thread, and what its owner knows of it. */
export class PoolWorker {
  readonly board: ProgressBoard = new ProgressBoard();
  /** CPU time charged since it last completed an event. */
  cpuMsWithoutEvent = -START_CPU_MS;
  isAlive = true;
  /** What it runs, or ran last. */
  bundleId = 0;
  private readonly worker: Worker;
  private eventsSeen = 0;
  /** Resident memory of the process when an event was last completed here. */
  private residentBytesThen = 0;
  private finish: ((end: WorkerEnd) => void) | undefined;

  constructor(program: string) {
    const workerData: WorkerData = { progress: this.board.memory };
    this.worker = new Worker(program, {
      eval: true,
      env: {},
      execArgv: [],
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
    this.worker.on('message', (reply: WorkerReply) => this.end({ kind: 'result', reply }));
    this.worker.on('exit', () => {
      this.isAlive = false;
      this.end({ kind: 'exit' });
    });
    this.worker.on('error', (error: Error & { code?: string }) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.end(outOfMemory ? { kind: 'memory' } : { kind: 'error', message: error.stack ?? error.message });
    });
    this.worker.unref();
  }

  run(job: Omit<WorkerJob, 'bundle'>, bundle: Bundle): Promise<WorkerEnd> {
    const { bundleId } = job;
    // A worker keeps the last bundle that it was sent.
    const known = this.bundleId === bundleId;
    this.bundleId = bundleId;
    this.eventsSeen = 0;
    this.residentBytesThen = process.memoryUsage.rss();
    this.board.reset();
    this.worker.ref();
    return new Promise((resolve) => {
      this.finish = resolve;
      const message: WorkerJob = { ...job, bundle: known ? undefined : bundle };
      this.worker.postMessage(message);
    });
  }

  /** Charges CPU time, unless the worker has completed an event since the last charge. */
  charge(cpuMs: number, residentBytes: number): void {
    const { events } = this.board;
    if (events === this.eventsSeen) {
      this.cpuMsWithoutEvent += cpuMs;
    } else {
      this.cpuMsWithoutEvent = 0;
      this.residentBytesThen = residentBytes;
    }
    this.eventsSeen = events;
    this.board.askForMemory();
  }

  /**
   * What the run holds: as its thread says between events; within an event that does not end, where it cannot
   * say, by how much the whole process has grown since. (Typed arrays and buffers lie outside the heap that
   * V8 can limit.)
   */
  memoryBytes(residentBytes: number): number {
    const isStuck = this.cpuMsWithoutEvent > STUCK_CPU_MS;
    const grown = isStuck ? residentBytes - this.residentBytesThen : 0;
    return Math.max(this.board.memoryBytes, grown);
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
    this.cpuMsWithoutEvent = 0;
    this.finish?.(end);
    this.finish = undefined;
  }
}
