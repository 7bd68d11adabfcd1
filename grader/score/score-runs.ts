import type { RunResult } from '../../harness/run/result.ts';
import type { FailureRecord } from '../../harness/run/result-file.ts';
import {
  hundredths,
  type ReplayCommands,
  type ScoredScenario,
  scoreScenario,
} from '../../harness/run/score.ts';
import { clip } from '../plain-text.ts';
import type { ScoreRule } from '../policy/policy.ts';
import type { GradedScenario } from '../results/grade-file.ts';
import { earnedShare } from './score-rule.ts';
import { wilsonInterval } from './wilson.ts';

/**
 * Of so many runs one may stay without a verdict. Our solution of lab 4a has none in 10,000 runs, so this is
 * far more than a correct program needs; and it bounds what somebody gains who keeps the checker from finding
 * a failure.
 */
const RUNS_PER_UNDECIDED = 20;
/** Messages of exceptions are as long as whoever throws them likes. */
const LONGEST_MESSAGE = 2000;

export interface ScenarioRuns {
  /** In the order of the seeds, those that were not made among them, with the reason as their failure. */
  readonly runs: readonly RunResult[];
  /**
   * Seeds of runs that were not made: they count as failed, and their reason is told once, by another run.
   */
  readonly notMade: ReadonlySet<number>;
  /** How many were repeated with every server in a process of its own. */
  readonly repeatedSplit: number;
}

export interface ScoringRules {
  readonly rule: ScoreRule;
  /** What the scenario is worth, in points with two decimals. */
  readonly max: number;
  readonly replay: ReplayCommands;
}

/**
 * Adds up the runs of one scenario of a submission.
 *
 * A run without a verdict is no run: neither the student nor the grader knows how it ended, so it says
 * nothing about the pass rate. That holds for one of twenty runs (and one, where there are fewer); any more
 * count as failed, or else a program that makes every history undecidable would score without ever having
 * passed.
 *
 * Floors are held against the runs that passed, also where others failed: one failure on purpose would switch
 * them off otherwise.
 */
export function scoreRuns(
  scenario: ScoredScenario,
  { runs, notMade, repeatedSplit }: ScenarioRuns,
  { rule, max, replay }: ScoringRules,
): GradedScenario {
  const excused = excusedSeeds(runs);
  const counted = runs.filter(({ seed }) => !excused.has(seed));
  const passing = counted.filter(({ failure }) => failure === undefined);
  const floor = missedFloor(scenario, passing, counted.length, replay);
  const passed = floor ? 0 : passing.length;
  const passRate = counted.length === 0 ? 0 : passed / counted.length;
  const told = runs.filter(({ seed }) => !notMade.has(seed));
  const { events, rpcs, bytes, virtualMs, exercised, fingerprints } = scoreScenario(scenario, told, replay);
  const failures = told.filter(({ seed }) => !excused.has(seed)).flatMap((run) => recordOf(run, replay));
  const undecided = told.filter(({ seed }) => excused.has(seed)).flatMap((run) => recordOf(run, replay));
  return {
    name: scenario.name,
    slug: scenario.slug,
    points: hundredths(max * earnedShare(rule, passRate)),
    max,
    runs: counted.length,
    passed,
    interval: wilsonInterval(passed, counted.length),
    ...{ repeatedSplit, events, rpcs, bytes, virtualMs, exercised, fingerprints },
    failures: [...failures, ...(floor ? [floor] : [])],
    ...(undecided.length > 0 ? { undecided } : {}),
  };
}

/** The first runs without a verdict, as many as may be. */
function excusedSeeds(runs: readonly RunResult[]): ReadonlySet<number> {
  const most = Math.max(1, Math.floor(runs.length / RUNS_PER_UNDECIDED));
  const undecided = runs.filter(({ failure }) => failure?.kind === 'unknown');
  return new Set(undecided.slice(0, most).map(({ seed }) => seed));
}

function missedFloor(
  scenario: ScoredScenario,
  passing: readonly RunResult[],
  counted: number,
  replay: ReplayCommands,
): FailureRecord | undefined {
  // Of runs that passed, nothing else can be wrong.
  const [floor] = scoreScenario(scenario, passing, replay).failures;
  if (!floor) return undefined;
  const failed = counted - passing.length;
  const { seed, kind, rule, message, replay: again } = floor;
  const others = failed === 0 ? '' : `${failed} of ${counted} runs failed, and of the others `;
  return { seed, kind, rule, message: `${others}${message}`, replay: again };
}

function recordOf({ seed, failure }: RunResult, replay: ReplayCommands): FailureRecord[] {
  if (!failure) return [];
  const { kind, rule, message } = failure;
  return [{ seed, kind, rule, message: clip(message, LONGEST_MESSAGE), replay: replay.ofSeed(seed) }];
}
