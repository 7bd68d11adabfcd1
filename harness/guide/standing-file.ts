import { countRuns, firstFailure } from '../run/kept-result.ts';
import type { NextStep } from './next-step.ts';
import type { PartStanding, PartState, ScenarioStanding, Standing } from './standing.ts';

/** What `npm run labs -- --json` prints, version 1. */
export interface StandingFile {
  readonly version: 1;
  readonly labs: readonly LabRecord[];
  readonly next: NextStep;
}

export interface LabRecord {
  readonly lab: string;
  readonly title: string;
  readonly parts: readonly PartRecord[];
}

export interface PartRecord {
  readonly part: string;
  readonly title: string;
  readonly state: PartState;
  /** Scenarios that passed with all their seeds. */
  readonly passed: number;
  /** With how many seeds each of them did at least. */
  readonly seeds: number;
  readonly points: number;
  readonly max: number;
  /** An ISO date; null if it never ran. */
  readonly at: string | null;
  /** The code has changed since. */
  readonly changed: boolean;
  /** Labs whose code was ours. */
  readonly with: readonly string[];
  readonly scenarios: readonly ScenarioRecord[];
}

export interface ScenarioRecord {
  readonly slug: string;
  readonly runs: number;
  readonly passed: number;
  readonly changed: boolean;
  /** Of the first seed that failed, or of all seeds together (`scenario/floor`). */
  readonly failure: { readonly rule: string; readonly seed?: number } | null;
}

export function standingFile({ labs }: Standing, next: NextStep): StandingFile {
  return {
    version: 1,
    labs: labs.map(({ lab, parts }) => ({ lab: lab.word, title: lab.title, parts: parts.map(partRecord) })),
    next,
  };
}

function partRecord(standing: PartStanding): PartRecord {
  const { part, state, passed, seeds, points, maxPoints, at, isChanged, scenarios } = standing;
  return {
    part: part.id,
    title: part.title,
    state,
    passed,
    seeds,
    points,
    max: maxPoints,
    at: at ?? null,
    changed: isChanged,
    with: standing.with,
    scenarios: scenarios.map(scenarioRecord),
  };
}

function scenarioRecord({ scenario, result, isChanged }: ScenarioStanding): ScenarioRecord {
  const { runs, passed } = result ? countRuns(result) : { runs: 0, passed: 0 };
  const failure = (result && firstFailure(result)) ?? null;
  return { slug: scenario.slug, runs, passed, changed: isChanged, failure };
}
