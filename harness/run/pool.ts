import { url as inspectorUrl } from 'node:inspector';
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import { findPart } from '../scenarios/find.ts';
import type { Lab } from '../scenarios/scenario.ts';
import { type BundleResult, bundleLab, type Implementation } from './bundler.ts';
import { PoolWorker, type WorkerEnd } from './pool-worker.ts';
import type { Failure, FailureKind, RunResult } from './result.ts';
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
}

/** CPU time without an event after which a run hangs. */
const HANG_CPU_MS = 5000;
const WATCH_EVERY_MS = 100;
/** Resident memory for each busy worker, beyond which one of them is ended. */
const MEMORY_BYTES_A_WORKER = 2 * 2 ** 30;

/**
 * Worker threads that execute runs. The thread that owns the pool only waits and watches, so lab code that loops, exits
 * or fills the memory is ended from outside: its run is reported, the worker replaced, and the rest goes on.
 */
export class RunPool {
  private readonly queue: PQueue;
  private readonly idle: PoolWorker[] = [];
  private readonly busy = new Set<PoolWorker>();
  private readonly bundles = new Map<string, Promise<BundleResult & { id: number }>>();
  private program: Promise<string> | undefined;
  private watchdog: NodeJS.Timeout | undefined;
  private lastCpuMs = 0;

  /** `workers`: threads, one a core by default. */
  constructor(options: { readonly workers?: number } = {}) {
    this.queue = new PQueue({ concurrency: options.workers ?? availableParallelism() });
  }

  /** Never rejects for anything that lab code does: that becomes a result with a failure. */
  run(request: RunRequest): Promise<RunResult> {
    return this.queue.add(() => this.execute(request));
  }

  /** Forgets bundles, so that the next runs see edited files. */
  forgetBundles(): void {
    this.bundles.clear();
  }

  /** Ends all workers. Runs that wait are given up. */
  async close(): Promise<void> {
    this.queue.clear();
    clearInterval(this.watchdog);
    this.watchdog = undefined;
    await Promise.all([...this.idle, ...this.busy].map((worker) => worker.terminate()));
    this.idle.length = 0;
  }

  private async execute(request: RunRequest): Promise<RunResult> {
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
    const worker = this.idle.pop() ?? new PoolWorker(await this.workerProgram());
    this.busy.add(worker);
    this.startWatching();
    const end = await worker.run({ ...request, bundleId: bundled.id }, bundled.bundle);
    this.busy.delete(worker);
    if (end.kind === 'result') this.idle.push(worker);
    else await worker.terminate();
    if (this.busy.size === 0) this.stopWatching();
    return end.kind === 'result' ? end.result : failedRun(request, describeEnd(worker, end), worker);
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

  // Watching ---------------------------------------------------------------------------------------------------

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
   * CPU time, not the clock on the wall, so that a stopped process or a crowded machine is not blamed. It is known for
   * the process only: each busy worker is charged its share.
   */
  private watch(): void {
    const cpuMs = processCpuMs();
    const share = (cpuMs - this.lastCpuMs) / Math.max(1, this.busy.size);
    this.lastCpuMs = cpuMs;
    if (inspectorUrl() !== undefined) return;
    let slowest: PoolWorker | undefined;
    for (const worker of this.busy) {
      worker.charge(share);
      if (worker.cpuMsWithoutEvent > HANG_CPU_MS) worker.giveUp('hang');
      if (!slowest || worker.cpuMsWithoutEvent > slowest.cpuMsWithoutEvent) slowest = worker;
    }
    const allowed = MEMORY_BYTES_A_WORKER * Math.max(1, this.busy.size);
    if (process.memoryUsage.rss() > allowed) slowest?.giveUp('memory');
  }
}

let nextBundleId = 1;

function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const ENDS: Readonly<
  Record<Exclude<WorkerEnd['kind'], 'result'>, { kind: FailureKind; rule: string; message: string }>
> = {
  hang: {
    kind: 'hang',
    rule: 'world/hang',
    message: `no event was completed in ${HANG_CPU_MS / 1000} s of CPU time: a loop without end, or promises that never stop`,
  },
  memory: {
    kind: 'limit',
    rule: 'world/memory',
    message: 'the run used up the memory it may use',
  },
  exit: { kind: 'exit', rule: 'lab/exit', message: 'the process of the run was ended from inside' },
  error: { kind: 'exception', rule: 'harness/error', message: 'the worker failed' },
};

function describeEnd(worker: PoolWorker, end: Exclude<WorkerEnd, { kind: 'result' }>): Failure {
  const { kind, rule, message } = ENDS[end.kind];
  const { actor, atMs } = worker.board;
  const detail = end.kind === 'error' ? `${message}: ${end.message}` : message;
  return {
    kind,
    rule,
    message: detail,
    atMs: Math.round(atMs * 10) / 10,
    before: [],
    ...(actor ? { actor } : {}),
  };
}

function failedRun({ part, slug, seed }: RunRequest, failure: Failure, worker?: PoolWorker): RunResult {
  const events = worker?.board.events ?? 0;
  const virtualMs = Math.round(worker?.board.atMs ?? 0);
  const nothing = { fingerprint: '', rpcs: 0, bytes: 0, cpuMs: 0, exercised: {}, logs: [] };
  return { part, slug, seed, failure, events, virtualMs, ...nothing };
}
