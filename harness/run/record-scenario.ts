import { NotLinearizable } from '../check/linearizability/not-linearizable.ts';
import type { HistoryPicture } from '../check/linearizability/picture.ts';
import { type TraceContext, TraceRecorder } from '../trace/recorder.ts';
import type { Trace } from '../trace/trace.ts';
import type { Failure, RunResult } from './result.ts';
import { type RunOptions, runScenario } from './run-scenario.ts';

/** What a trace says that the run does not know. Plain data: it travels to workers. */
export interface RecordOrder {
  /** `labs`, `solutions`, or the folder of a submission. */
  readonly implementation: string;
  /** The command that makes the run again. */
  readonly replay: string;
  /** The run is known to be stuck from this event on. */
  readonly stuck: { readonly event: number; readonly failure: Failure } | undefined;
}

export interface RecordedRun {
  readonly result: RunResult;
  readonly trace: Trace;
}

/** Runs a scenario once, in this thread, and records it. */
export async function recordScenario(options: RunOptions, order: RecordOrder): Promise<RecordedRun> {
  const { part, scenario, seed, mapStack } = options;
  const recorder = new TraceRecorder();
  const { stuck } = order;
  let history: HistoryPicture | undefined;
  const failed = (error: unknown) => {
    if (error instanceof NotLinearizable) history = error.picture();
  };
  const result = await runScenario({ ...options, recorder, failed, ...(stuck ? { stuck } : {}) });
  const { failure, fingerprint, events, virtualMs } = result;
  const trace = recorder.trace({
    run: {
      part,
      slug: scenario.slug,
      scenario: scenario.name,
      about: scenario.about,
      seed,
      implementation: order.implementation,
      replay: order.replay,
      fingerprint,
      events,
      virtualMs,
    },
    failure: failure && traceFailure(failure, virtualMs),
    mapStack: mapStack ?? ((stack) => stack),
  });
  return { result, trace: history ? { ...trace, history } : trace };
}

function traceFailure(failure: Failure, endMs: number): TraceContext['failure'] {
  const { kind, rule, message, paper, atMs, actor, stack } = failure;
  return {
    kind,
    rule,
    message,
    atMs: atMs ?? endMs,
    ...(paper ? { paper } : {}),
    ...(actor ? { actor } : {}),
    ...(stack ? { stack } : {}),
  };
}
