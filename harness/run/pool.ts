import { url as inspectorUrl } from 'node:inspector';
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { RunPlan } from '../../labrpc/sim/run-plan.ts';
import { findPart } from '../scenarios/find.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { type BundleResult, bundleLab, type Implementation } from './bundler.ts';
import { PoolWorker, type WorkerEnd } from './pool-worker.ts';
import type { RecordOrder } from './record-scenario.ts';
import type { Failure, RunResult } from './result.ts';
import type { WorkerReply } from './worker.ts';
import { bundleProgram } from './worker-code.ts';

export type { Implementation } from './bundler.ts';

export interface RunRequest {
  readonly implementation: Implementation;
  /** `lab2a` */
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  /** Runs it twice and compares the fingerprints. */
  readonly twice: boolean;
  /** What is different about this run; nothing by default. */
  readonly plan?: RunPlan | undefined;
  /** A run that takes more events has failed, by the rule `world/limit`. */
  readonly maxEvents?: number | undefined;
  /** Whether its failure tells what happened just before, as by default. */
  readonly keepsHistory?: boolean | undefined;
}

export interface RunPoolOptions {
  /** Threads; one a core by default. */
  readonly workers?: number;
  /** CPU time without an event after which a run hangs, in ms. */
  readonly hangCpuMs?: number;
  /** What the lab code of one run may hold in memory, of whatever kind. Runs need a few MB. */
  readonly memoryBytes?: number;
}

const HANG_CPU_MS = 5000;
/** Code that has hung before is given this part of it: nothing that works takes a second for one event. */
const HUNG_BEFORE_SHARE = 1 / 5;
const MEMORY_BYTES = 512 * 2 ** 20;
const WATCH_EVERY_MS = 50;

/**
 * Worker threads that execute runs. The thread that owns the pool only waits and watches, so lab code that
 * loops, exits or fills the memory is ended from outside: its run is reported, the worker replaced, and the
 * rest goes on.
 */
export class RunPool {
  private readonly queue: PQueue;
  private readonly idle: PoolWorker[] = [];
  private readonly busy = new Set<PoolWorker>();
  private readonly bundles = new Map<string, Promise<BundleResult & { id: number }>>();
  /** Bundles of which a run has hung. */
  private readonly hung = new Set<number>();
  private program: Promise<string> | undefined;
  private watchdog: NodeJS.Timeout | undefined;
  private lastCpuMs = 0;
  private readonly hangCpuMs: number;
  private readonly memoryBytes: number;

  constructor({ workers, hangCpuMs, memoryBytes }: RunPoolOptions = {}) {
    this.queue = new PQueue({ concurrency: workers ?? availableParallelism() });
    this.hangCpuMs = hangCpuMs ?? HANG_CPU_MS;
    this.memoryBytes = memoryBytes ?? MEMORY_BYTES;
  }

  /** Never rejects for anything that lab code does: that becomes a result with a failure. */
  async run(request: RunRequest): Promise<RunResult> {
    return (await this.queue.add(() => this.execute(request))).result;
  }

  /** The same, recorded. Without a trace if the run had to be ended. */
  record(request: RunRequest, record: RecordOrder): Promise<WorkerReply> {
    return this.queue.add(() => this.execute(request, record));
  }

  /** The code that runs of this part are of: read once, by whoever needs it first. */
  bundled(part: string, implementation: Implementation): Promise<BundleResult> {
    return this.bundleOf(findPart(part).lab, implementation);
  }

  /** Forgets bundles, so that the next runs see edited files. */
  forgetBundles(): void {
    this.bundles.clear();
  }

  /** Gives up the runs that wait, and ends those under way: nobody wants their results any more. */
  async abandon(): Promise<void> {
    this.queue.clear();
    await Promise.all([...this.busy].map((worker) => worker.terminate()));
  }

  /** Ends all workers. Runs that wait are given up. */
  async close(): Promise<void> {
    this.queue.clear();
    clearInterval(this.watchdog);
    this.watchdog = undefined;
    await Promise.all([...this.idle, ...this.busy].map((worker) => worker.terminate()));
    this.idle.length = 0;
  }

  private async execute(request: RunRequest, record?: RecordOrder): Promise<WorkerReply> {
    const { lab } = findPart(request.part);
    const bundled = await this.bundleOf(lab, request.implementation);
    if (bundled.kind === 'failed') {
      return failedRun(request, {
        kind: 'compile',
        rule: 'lab/compiles',
        message: bundled.message,
        before: [],
      });
    }
    const worker = this.idleWorker() ?? new PoolWorker(await this.workerProgram());
    this.busy.add(worker);
    this.startWatching();
    const { implementation: _, ...run } = request;
    const job = { ...run, record, bundleId: bundled.id };
    const end = await worker.run(job, bundled.bundle);
    this.busy.delete(worker);
    if (end.kind === 'result') this.idle.push(worker);
    else await worker.terminate();
    if (this.busy.size === 0) this.stopWatching();
    if (end.kind === 'result') return end.reply;
    const failure = this.describeEnd(worker, end);
    if (end.kind === 'hang') this.hung.add(bundled.id);
    return failedRun(request, failure, worker);
  }

  /** Lab code may have left something behind that ended a worker after its run. */
  private idleWorker(): PoolWorker | undefined {
    let worker = this.idle.pop();
    while (worker && !worker.isAlive) worker = this.idle.pop();
    return worker;
  }

  private bundleOf(lab: Lab, implementation: Implementation): Promise<BundleResult & { id: number }> {
    const key = [lab.id, implementation.root, ...implementation.withReference].join('\n');
    let bundle = this.bundles.get(key);
    if (!bundle) {
      const id = nextBundleId++;
      bundle = bundleLab(lab, implementation).then((result) => ({ ...result, id }));
      this.bundles.set(key, bundle);
    }
    return bundle;
  }

  private workerProgram(): Promise<string> {
    this.program ??= bundleProgram(new URL('worker.ts', import.meta.url));
    return this.program;
  }

  // Watching
  // -------------------------------------------------------------------------------------------------

  private startWatching(): void {
    if (this.watchdog) return;
    this.lastCpuMs = processCpuMs();
    this.watchdog = setInterval(() => this.watch(), WATCH_EVERY_MS);
  }

  private stopWatching(): void {
    clearInterval(this.watchdog);
    this.watchdog = undefined;
  }

  /**
   * CPU time, not the clock on the wall, so that a stopped process or a crowded machine is not blamed. It is
   * known for the process only: each busy worker is charged its share.
   */
  private watch(): void {
    const cpuMs = processCpuMs();
    const share = (cpuMs - this.lastCpuMs) / Math.max(1, this.busy.size);
    this.lastCpuMs = cpuMs;
    if (inspectorUrl() !== undefined) return;
    const residentBytes = process.memoryUsage.rss();
    for (const worker of this.busy) {
      worker.charge(share, residentBytes);
      if (worker.memoryBytes(residentBytes) > this.memoryBytes) worker.giveUp('memory');
      else if (worker.cpuMsWithoutEvent > this.allowedCpuMs(worker)) worker.giveUp('hang');
    }
  }

  private allowedCpuMs(worker: PoolWorker): number {
    return this.hangCpuMs * (this.hung.has(worker.bundleId) ? HUNG_BEFORE_SHARE : 1);
  }

  private describeEnd(worker: PoolWorker, end: Exclude<WorkerEnd, { kind: 'result' }>): Failure {
    const { actor, atMs } = worker.board;
    return {
      ...this.reasonOf(worker, end),
      atMs: Math.round(atMs * 10) / 10,
      before: [],
      ...(actor ? { actor } : {}),
    };
  }

  private reasonOf(
    worker: PoolWorker,
    end: Exclude<WorkerEnd, { kind: 'result' }>,
  ): Pick<Failure, 'kind' | 'rule' | 'message'> {
    switch (end.kind) {
      case 'hang': {
        const cause = 'a loop without end, or promises that never stop';
        const message = `no event was completed in ${this.allowedCpuMs(worker) / 1000} s of CPU time: ${cause}`;
        return { kind: 'hang', rule: 'world/hang', message };
      }
      case 'memory': {
        const message = `the code held more than ${Math.round(this.memoryBytes / 2 ** 20)} MB of memory`;
        return { kind: 'limit', rule: 'world/memory', message };
      }
      case 'exit':
        return { kind: 'exit', rule: 'lab/exit', message: 'the process of the run was ended from inside' };
      case 'error':
        return { kind: 'exception', rule: 'harness/error', message: `the worker failed: ${end.message}` };
    }
  }
}

let nextBundleId = 1;

function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function failedRun({ part, slug, seed }: RunRequest, failure: Failure, worker?: PoolWorker): WorkerReply {
  const events = worker?.board.events ?? 0;
  const virtualMs = Math.round(worker?.board.atMs ?? 0);
  const nothing = { fingerprint: '', rpcs: 0, bytes: 0, cpuMs: 0, exercised: {}, logs: [] };
  return { result: { part, slug, seed, failure, events, virtualMs, ...nothing }, trace: undefined };
}
