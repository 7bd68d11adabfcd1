import { parentPort, workerData } from 'node:worker_threads';
import { type Bundle, type BundleFactory, compileBundle } from '../../labrpc/host/bundle.ts';
import type { RunPlan } from '../../labrpc/sim/run-plan.ts';
import { findScenario } from '../scenarios/find.ts';
import { ProgressBoard } from './progress-board.ts';
import { type RecordOrder, recordScenario } from './record-scenario.ts';
import type { RunResult } from './result.ts';
import { hostsInProcess, type RunOptions, runScenario } from './run-scenario.ts';
import { stackMapper } from './stack-mapper.ts';
import { threadCpuMs } from './thread-cpu.ts';

/** What a worker is started with. */
export interface WorkerData {
  /** The memory of a `ProgressBoard`. */
  readonly progress: SharedArrayBuffer;
}

/** What a worker is sent: one run, or two that must be equal. */
export interface WorkerJob {
  readonly bundleId: number;
  /** Sent with the first job of each bundle. */
  readonly bundle: Bundle | undefined;
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  readonly twice: boolean;
  readonly plan?: RunPlan | undefined;
  readonly maxEvents?: number | undefined;
  readonly keepsHistory?: boolean | undefined;
  /** Record the run. */
  readonly record: RecordOrder | undefined;
}

/** What a worker answers. */
export interface WorkerReply {
  readonly result: RunResult;
  /** The trace of a recorded run, as JSON: cheaper to hand over than the objects. */
  readonly trace: string | undefined;
}

interface Loaded {
  readonly factory: BundleFactory;
  readonly mapStack: (stack: string) => string;
}

const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread');
const board = new ProgressBoard((workerData as WorkerData).progress);
const loaded = new Map<number, Loaded>();

port.on('message', (job: WorkerJob) => {
  void work(job).then((reply) => port.postMessage(reply));
});

async function work(job: WorkerJob): Promise<WorkerReply> {
  const { part, slug, seed, plan, maxEvents, keepsHistory, record } = job;
  const scenario = findScenario(part, slug);
  const { factory, mapStack } = load(job);
  board.reset();
  const progress: RunOptions['progress'] = (events, atMs, actor) => board.report(events, atMs, actor);
  const createHost = hostsInProcess(factory, record !== undefined);
  const bounds = { maxEvents, keepsHistory };
  const options: RunOptions = { part, scenario, seed, plan, ...bounds, createHost, mapStack, progress };
  if (!record) return { result: await run(options, job), trace: undefined };
  const begunMs = threadCpuMs();
  const { result, trace } = await recordScenario(options, record);
  const json = JSON.stringify(trace);
  return { result: { ...result, cpuMs: threadCpuMs() - begunMs }, trace: json };
}

async function run(options: RunOptions, job: WorkerJob): Promise<RunResult> {
  const result = await runScenario(options);
  if (!job.twice || result.failure) return result;
  const again = await runScenario(options);
  return again.fingerprint === result.fingerprint
    ? result
    : { ...result, failure: nondeterminism(result, again) };
}

function load(job: WorkerJob): Loaded {
  let entry = loaded.get(job.bundleId);
  if (!entry) {
    if (!job.bundle) throw new Error(`bundle ${job.bundleId} was never sent`);
    entry = { factory: compileBundle(job.bundle), mapStack: stackMapper(job.bundle) };
    loaded.clear();
    loaded.set(job.bundleId, entry);
  }
  return entry;
}

function nondeterminism(first: RunResult, second: RunResult): NonNullable<RunResult['failure']> {
  const seen = `${first.events} events and fingerprint ${first.fingerprint}`;
  const then = `${second.events} events and fingerprint ${second.fingerprint}`;
  return {
    kind: 'nondeterminism',
    rule: 'world/determinism',
    message: `the same seed gave two different runs: ${seen}, then ${then}`,
    before: [],
  };
}
