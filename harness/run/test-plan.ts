import { findStaged } from '../scenarios/find.ts';
import type { Part, Scenario } from '../scenarios/scenario.ts';
import type { LabCode } from './lab-code.ts';
import type { LogLine, ScenarioResult } from './result.ts';
import type { ReplayCommands } from './score.ts';

/** Which of the two trees of lab folders: the student's or ours. */
export type Tree = 'labs' | 'solutions';

/** What the command asks of the test files. It crosses processes, so it is plain data. */
export interface TestPlan {
  /** Part ids in the order in which they run; all their runs are queued at once. */
  readonly parts: readonly string[];
  readonly tree: Tree;
  /** Labs whose code is ours (`with=lab2`). */
  readonly withReference: readonly string[];
  readonly seeds: readonly number[];
  /** Only scenarios whose slug contains this. */
  readonly only: string | undefined;
  /** Send the logs of every run, not only of those that failed. */
  readonly verbose: boolean;
  /** Keep the trace of a scenario that passed, too. */
  readonly record: boolean;
  /** Say now and then how many runs are done. */
  readonly progress: boolean;
  /** Somebody looks at the tests one by one: an editor, the Vitest UI. */
  readonly showsTests: boolean;
}

/** What a test file tells about one scenario: `task.meta.lockstep` of its vitest test. */
export interface ScenarioReport {
  readonly part: string;
  readonly result: ScenarioResult;
  /** What ran. */
  readonly code: LabCode;
  /** With `verbose`: what lab code logged, by run. */
  readonly logs: readonly RunLogs[];
}

export interface RunLogs {
  readonly seed: number;
  readonly lines: readonly LogLine[];
}

/** Runs done and runs queued, over all parts: the text of a vitest annotation of this type. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
}

export const PROGRESS_ANNOTATION = 'lockstep-progress';

/** Seeds 1 to `runs`. */
export function firstSeeds(runs: number): number[] {
  return Array.from({ length: runs }, (_, index) => index + 1);
}

/** The scenarios of a part that the plan asks for. A failure is staged for whoever says its whole name. */
export function wantedScenarios(part: Part, only: string | undefined): readonly Scenario[] {
  const staged = only === undefined ? undefined : findStaged(part, only);
  if (staged) return [staged];
  return part.scenarios.filter(({ slug }) => only === undefined || slug.includes(only));
}

/** The words that say whose code runs, each after a space. */
export function treeWords({ tree, withReference }: Pick<TestPlan, 'tree' | 'withReference'>): string {
  return tree === 'solutions' ? ' solution' : withReference.map((word) => ` with=${word}`).join('');
}

/** How a student types the runs of one scenario. */
export function replayCommands(
  part: string,
  slug: string,
  plan: Pick<TestPlan, 'tree' | 'withReference' | 'seeds'>,
): ReplayCommands {
  const command = (runs: string): string => `npm test ${part} ${runs} only=${slug}${treeWords(plan)}`;
  return { ofSeed: (seed) => command(`seed=${seed}`), ofAll: command(`runs=${plan.seeds.length}`) };
}
