import { findScenario } from '../../scenarios/find.ts';
import type { RunPool, RunRequest } from '../pool.ts';
import { recordRun } from '../record-run.ts';
import type { RunResult, ScenarioResult } from '../result.ts';
import { scoreScenario } from '../score.ts';
import { writeTimeline } from '../timeline-files.ts';

/** Timelines of such runs do not take the place of those of whole runs. */
const SUFFIX = '-shrunk';

/** A run by a plan as the report shows it, with its timeline if it failed. `replay` makes it again. */
export async function reportPlannedRun(
  pool: RunPool,
  request: RunRequest,
  result: RunResult,
  replay: string,
): Promise<ScenarioResult> {
  const scenario = findScenario(request.part, request.slug);
  const scored = scoreScenario(scenario, [result], { ofSeed: () => replay, ofAll: replay });
  const [failure] = scored.failures;
  if (!failure) return scored;
  const recording = await recordRun(pool, request, result, replay);
  switch (recording.kind) {
    case 'none':
      return scored;
    case 'nondeterministic':
      return { ...scored, failures: [{ ...failure, ...recording.failure }] };
    case 'recorded': {
      const timeline = await writeTimeline(recording.trace, { suffix: SUFFIX }).then(
        (files) => files.timeline,
        (error: Error) => `the timeline could not be written: ${error.message}`,
      );
      return { ...scored, failures: [{ ...failure, ...recording.failure, timeline }] };
    }
  }
}
