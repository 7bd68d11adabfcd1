import type { Scenario } from '../scenarios/scenario.ts';
import type { PartResult, RunResult, ScenarioFailure, ScenarioResult } from './result.ts';

/** What scoring needs to know of a scenario. */
export type ScoredScenario = Pick<Scenario, 'name' | 'slug' | 'points' | 'floors' | 'counters'>;

export interface ReplayCommands {
  /** The command that runs one seed of the scenario again. */
  readonly ofSeed: (seed: number) => string;
  /** The command that runs all its seeds again. */
  readonly ofAll: string;
}

/** With fewer runs an average says too little to call a scenario empty. */
export const RUNS_FOR_FLOORS = 5;

/**
 * Adds up the runs of one scenario, in the order of `runs`. Points: max × passed / runs, to two decimals. A
 * run of which nobody can say whether it passed costs a student nothing; of our own code we want to know.
 */
export function scoreScenario(
  scenario: ScoredScenario,
  runs: readonly RunResult[],
  replay: ReplayCommands,
  undecidedRuns: 'pass' | 'fail' = 'pass',
): ScenarioResult {
  const all = runs.flatMap((run) => failureOf(run, replay));
  const isOpen = ({ kind }: ScenarioFailure): boolean => kind === 'unknown' && undecidedRuns === 'pass';
  const undecided = all.filter(isOpen);
  const failures = all.filter((failure) => !isOpen(failure));
  const exercised = sumCounts(runs.map((run) => run.exercised));
  const empty = failures.length === 0 ? missedFloors(scenario, runs, exercised, replay) : undefined;
  if (empty) failures.push(empty);
  const passed = empty ? 0 : runs.length - failures.length;
  return {
    name: scenario.name,
    slug: scenario.slug,
    points: runs.length === 0 ? 0 : hundredths((scenario.points * passed) / runs.length),
    max: scenario.points,
    runs: runs.length,
    passed,
    events: sum(runs.map((run) => run.events)),
    rpcs: sum(runs.map((run) => run.rpcs)),
    bytes: sum(runs.map((run) => run.bytes)),
    virtualMs: hundredths(sum(runs.map((run) => run.virtualMs))),
    cpuMs: hundredths(sum(runs.map((run) => run.cpuMs))),
    exercised,
    fingerprints: Object.fromEntries(runs.map((run) => [run.seed, run.fingerprint])),
    failures,
    ...(undecided.length > 0 ? { undecided } : {}),
  };
}

/** Adds up the scenarios of one part. */
export function scorePart(part: string, scenarios: readonly ScenarioResult[]): PartResult {
  return {
    part,
    points: hundredths(sum(scenarios.map(({ points }) => points))),
    max: hundredths(sum(scenarios.map(({ max }) => max))),
    scenarios,
  };
}

/** Every run passed, and there was one: a part of which no run took place has failed. */
export function partPassed({ scenarios }: PartResult): boolean {
  return scenarios.length > 0 && scenarios.every(scenarioPassed);
}

/** Every run passed, and there was one. */
export function scenarioPassed({ runs, passed }: ScenarioResult): boolean {
  return runs > 0 && passed === runs;
}

/** Rounds to two decimals. */
export function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function failureOf(run: RunResult, replay: ReplayCommands): ScenarioFailure[] {
  if (!run.failure) return [];
  return [{ ...run.failure, seed: run.seed, replay: replay.ofSeed(run.seed), logs: run.logs }];
}

/** A pass that tested nothing is a failure: what the runs exercised on average is held against the floors. */
function missedFloors(
  scenario: ScoredScenario,
  runs: readonly RunResult[],
  exercised: Readonly<Record<string, number>>,
  replay: ReplayCommands,
): ScenarioFailure | undefined {
  const [first] = runs;
  if (!first || runs.length < RUNS_FOR_FLOORS) return undefined;
  const missed: string[] = [];
  for (const [count, floor] of Object.entries(scenario.floors)) {
    const average = (exercised[count] ?? 0) / runs.length;
    if (average >= floor - chanceBelow(floor, runs.length)) continue;
    const meaning = scenario.counters?.[count];
    const what = meaning ? `${count} (${meaning})` : count;
    missed.push(`${what}: ${hundredths(average)} a run, expected at least ${floor}`);
  }
  if (missed.length === 0) return undefined;
  return {
    kind: 'assertion',
    rule: 'scenario/floor',
    message:
      `all ${runs.length} runs passed, but too little happened in them for a pass to mean anything: ` +
      missed.join('; '),
    before: [],
    seed: first.seed,
    replay: replay.ofAll,
    logs: [],
  };
}

/**
 * How far chance alone may take the average of a few runs below what it is over many: two standard deviations
 * of a count with this mean, taken as Poisson's. So the first ten seeds say what a thousand would say.
 */
function chanceBelow(mean: number, runs: number): number {
  return 2 * Math.sqrt(mean / runs);
}

function sumCounts(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((one) => Object.entries(one))) {
    total[name] = (total[name] ?? 0) + count;
  }
  return total;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
