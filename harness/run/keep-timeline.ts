import type { Trace } from '../trace/trace.ts';
import type { Failure, RunResult, ScenarioFailure, ScenarioResult } from './result.ts';
import type { RunSchedule } from './run-schedule.ts';
import type { ReplayCommands } from './score.ts';
import { writeTimeline } from './timeline-files.ts';

export interface TimelineOptions {
  readonly replay: ReplayCommands;
  /** Also when all runs passed: then of the first seed. */
  readonly recordsPasses: boolean;
}

/**
 * Records the first failing run of a scenario and writes its timeline. The result then says where that is,
 * and what the recording has found out about the failure. A recording never turns a failure into a pass, nor
 * a pass into a failure.
 */
export async function withTimeline(
  scored: ScenarioResult,
  results: readonly RunResult[],
  runs: Pick<RunSchedule, 'record'>,
  { replay, recordsPasses }: TimelineOptions,
): Promise<ScenarioResult> {
  const failed = results.find(
    ({ seed }) => seed === scored.failures[0]?.seed && !isFloor(scored.failures[0]),
  );
  const plain = failed ?? (recordsPasses && scored.failures.length === 0 ? results[0] : undefined);
  if (!plain) return scored;
  const recording = await runs.record(plain, replay.ofSeed(plain.seed));
  switch (recording.kind) {
    case 'none':
      return scored;
    case 'nondeterministic':
      return failed ? withFirst(scored, recording.failure) : scored;
    case 'recorded': {
      const timeline = await timelineOf(recording.trace);
      return failed ? withFirst(scored, { ...recording.failure, timeline }) : { ...scored, timeline };
    }
  }
}

/** A disk that is full or read-only costs the picture, not the verdict. */
async function timelineOf(trace: Trace): Promise<string> {
  try {
    return (await writeTimeline(trace)).timeline;
  } catch (error) {
    return `the timeline could not be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A floor is missed by all runs together, so there is none to be looked at. */
function isFloor(failure: Failure | undefined): boolean {
  return failure?.rule === 'scenario/floor';
}

function withFirst(scored: ScenarioResult, more: Partial<ScenarioFailure>): ScenarioResult {
  const [first, ...others] = scored.failures;
  return first ? { ...scored, failures: [{ ...first, ...more }, ...others] } : scored;
}
