import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { afterAll, inject, type TestContext, test } from 'vitest';
import { findPart } from '../scenarios/find.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Implementation } from './bundler.ts';
import { failureText } from './failure-text.ts';
import { withTimeline } from './keep-timeline.ts';
import { RunPool } from './pool.ts';
import type { RunResult, ScenarioFailure, ScenarioResult } from './result.ts';
import { RunSchedule } from './run-schedule.ts';
import { scoreScenario } from './score.ts';
import {
  firstSeeds,
  PROGRESS_ANNOTATION,
  replayCommands,
  type ScenarioReport,
  type TestPlan,
  type Tree,
  wantedScenarios,
} from './test-plan.ts';
import { PROJECT } from './vitest-settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** From `npm test`; undefined when an editor or vitest itself runs a test file. */
    lockstep: TestPlan | undefined;
  }
  interface TaskMeta {
    lockstep?: ScenarioReport;
  }
}

const PROGRESS_EVERY_MS = 200;

/** One for the process: vitest runs the test files of a plan one after another in one process. */
let schedule: RunSchedule | undefined;

/**
 * Registers the scenarios of a part as tests of the calling file, whose URL says which tree they judge. Lab
 * code is never imported here: it runs in workers, where nothing that it does can take vitest along.
 */
export function testPart(partId: string, testFileUrl: string): void {
  const plan = inject('lockstep') ?? planOfEditor(partId, testFileUrl);
  const runs = scheduleOf(plan);
  for (const scenario of wantedScenarios(findPart(partId).part, plan.only)) {
    test(scenario.name, { timeout: 0 }, (context) => judge(partId, scenario, plan, runs, context));
  }
}

/** Ten seeds and nothing else: what `npm test` does without options. */
function planOfEditor(partId: string, testFileUrl: string): TestPlan {
  const tree: Tree = /[\\/]solutions[\\/]/.test(fileURLToPath(testFileUrl)) ? 'solutions' : 'labs';
  return {
    parts: [partId],
    tree,
    withReference: [],
    seeds: firstSeeds(10),
    only: undefined,
    verbose: false,
    record: false,
    progress: false,
    showsTests: true,
  };
}

/** Queues the runs of all parts of the plan with the first file, so that no worker idles between files. */
function scheduleOf(plan: TestPlan): RunSchedule {
  const launched = inject('lockstep') !== undefined;
  if (schedule && launched) return schedule;
  const root = join(PROJECT, plan.tree);
  const implementation: Implementation = { root, withReference: plan.withReference };
  const pool = new RunPool();
  const created = new RunSchedule(pool, implementation, plan.seeds);
  if (!launched) {
    afterAll(() => pool.close());
    return created;
  }
  for (const part of plan.parts) {
    for (const { slug } of wantedScenarios(findPart(part).part, plan.only)) void created.runsOf(part, slug);
  }
  schedule = created;
  return created;
}

async function judge(
  part: string,
  scenario: Scenario,
  plan: TestPlan,
  runs: RunSchedule,
  context: TestContext,
): Promise<void> {
  const queued = runs.runsOf(part, scenario.slug);
  if (plan.progress) await showProgress(queued, runs, context);
  const results = await queued;
  const replay = replayCommands(part, scenario.slug, plan);
  const undecidedRuns = plan.tree === 'solutions' ? 'fail' : 'pass';
  const scored = scoreScenario(scenario, results, replay, undecidedRuns);
  const result = await withTimeline(scored, results, runs, { replay, recordsPasses: plan.record });
  context.task.meta.lockstep = {
    part,
    result: withoutRepetition(result),
    code: await runs.codeOf(part),
    logs: plan.verbose ? results.map(({ seed, logs }) => ({ seed, lines: logs })) : [],
  };
  const [failure] = result.failures;
  if (!failure) return;
  if (plan.showsTests && failure.timeline) {
    const path = join(PROJECT, failure.timeline);
    await context.annotate('the timeline of this run', { path, contentType: 'text/html' });
  }
  throw toError(part, result);
}

async function showProgress(
  runs: Promise<readonly RunResult[]>,
  schedule: RunSchedule,
  { annotate }: TestContext,
): Promise<void> {
  let isOver = false;
  void runs.then(() => {
    isOver = true;
  });
  const tick = (): Promise<unknown> =>
    Promise.race([runs, delay(PROGRESS_EVERY_MS, undefined, { ref: false })]);
  for (await tick(); !isOver; await tick()) {
    await annotate(JSON.stringify(schedule.progress()), PROGRESS_ANNOTATION);
  }
}

/** A thousand seeds may fail in the same way: history and logs go along for the first seed of each rule. */
function withoutRepetition(result: ScenarioResult): ScenarioResult {
  const seen = new Set<string>();
  const failures = result.failures.map((failure): ScenarioFailure => {
    if (!seen.has(failure.rule)) {
      seen.add(failure.rule);
      return failure;
    }
    const { stack: _, ...rest } = failure;
    return { ...rest, before: [], logs: [] };
  });
  return { ...result, failures };
}

/** What an editor or the Vitest UI shows beside the test: all of it, and no frame of the harness. */
function toError(part: string, result: ScenarioResult): Error {
  const error = new Error(failureText(part, result, { paint: pc.createColors(false), verbose: false }));
  error.stack = [error.message, result.failures[0]?.stack ?? ''].filter(Boolean).join('\n');
  return error;
}
