import type { BundleFactory } from '../../labrpc/host/bundle.ts';
import { Incarnation } from '../../labrpc/host/incarnation.ts';
import type { Host } from '../../labrpc/sim/port.ts';
import type { RunPlan } from '../../labrpc/sim/run-plan.ts';
import type { SimServer } from '../../labrpc/sim/server.ts';
import { Simulation } from '../../labrpc/sim/simulation.ts';
import type { SimulationOptions } from '../../labrpc/sim/simulation-options.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { TraceRecorder } from '../trace/recorder.ts';
import { describeFailure, describeRun } from './describe-failure.ts';
import type { Failure, LogLine, RunResult } from './result.ts';
import { threadCpuMs } from './thread-cpu.ts';

export interface RunOptions {
  readonly part: string;
  readonly scenario: Scenario;
  readonly seed: number;
  /** Makes a home for each incarnation; in this process by default. */
  readonly createHost: (server: SimServer) => Host;
  /** Maps positions in the bundle to the lab's files. */
  readonly mapStack?: (stack: string) => string;
  readonly progress?: SimulationOptions['progress'];
  /** Sees all of the run. */
  readonly recorder?: TraceRecorder;
  /** The run is known to be stuck from this event on: it ends before it, with this failure. */
  readonly stuck?: { readonly event: number; readonly failure: Failure };
  /** Told what was thrown, if the run fails. */
  readonly failed?: (error: unknown) => void;
  readonly plan?: RunPlan | undefined;
  readonly maxEvents?: number | undefined;
  readonly keepsHistory?: boolean | undefined;
  /** See `SimulationOptions`. */
  readonly fingerprint?: SimulationOptions['fingerprint'];
}

/** Log lines that a result carries. */
const LOG_LINES_SENT = 200;

/** Runs one scenario with one seed, in this thread. */
export async function runScenario(options: RunOptions): Promise<RunResult> {
  const { part, scenario, seed, recorder, stuck } = options;
  const simulation = new Simulation({
    seed,
    scenario: scenario.slug,
    progress: options.progress,
    recorder,
    stopBeforeEvent: stuck?.event,
    plan: options.plan,
    keepsHistory: options.keepsHistory,
    fingerprint: options.fingerprint,
    limits: {
      ...(options.maxEvents === undefined ? {} : { events: options.maxEvents }),
      ...(scenario.longestMs === undefined ? {} : { virtualMs: scenario.longestMs }),
    },
  });
  recorder?.watch(simulation);
  simulation.createHost = options.createHost;
  const begunMs = threadCpuMs();
  const failure = await simulation.run(() => scenario.run(simulation));
  if (failure) options.failed?.(failure.error);
  const { traffic } = simulation.network;
  return {
    part,
    slug: scenario.slug,
    seed,
    failure: failure
      ? describeFailure(simulation, scenario, failure, options.mapStack ?? ((stack) => stack))
      : stuck && { ...stuck.failure, ...describeRun(simulation, scenario, stuck.failure) },
    fingerprint: simulation.finalFingerprint(),
    events: simulation.events,
    rpcs: traffic.total.rpcs,
    bytes: traffic.total.bytes,
    virtualMs: Math.round(simulation.nowMs),
    cpuMs: threadCpuMs() - begunMs,
    choices: simulation.planned?.choices(),
    exercised: { ...simulation.exercised },
    logs: simulation.logs
      .slice(-LOG_LINES_SENT)
      .map((line): LogLine => ({ ...line, atMs: round(line.atMs) })),
  };
}

/** Homes in this process: the usual case. `tellsSources`: log lines say where they were written. */
export function hostsInProcess(factory: BundleFactory, tellsSources: boolean = false): () => Host {
  return () => new Incarnation(factory, { tellsSources });
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
