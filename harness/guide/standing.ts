import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { countRuns, firstFailure, hasPassed, type KeptResult } from '../run/kept-result.ts';
import { isUnchanged, type LabCode } from '../run/lab-code.ts';
import { type PartProgress, readProgress } from '../run/progress-files.ts';
import { hundredths } from '../run/score.ts';
import { PROJECT } from '../run/vitest-settings.ts';
import type { Passing } from '../scenarios/find-hint.ts';
import { PRISTINE_STUBS, stubHash } from '../scenarios/pristine-stubs.ts';
import type { Lab, Part, Scenario } from '../scenarios/scenario.ts';

/** Where a student stands, from what the last runs have left behind. */
export interface Standing {
  readonly labs: readonly LabStanding[];
  /** What could not be read, a sentence each. */
  readonly problems: readonly string[];
}

export interface LabStanding {
  readonly lab: Lab;
  readonly parts: readonly PartStanding[];
}

/**
 * `untouched`: as it was handed out. `not-run`: nothing is known. `to-be-written`: every scenario met a hole
 * of the stub. `partly-run`: nothing has failed, but not everything ran.
 */
export type PartState = 'untouched' | 'not-run' | 'to-be-written' | 'failing' | 'partly-run' | 'passed';

export interface PartStanding {
  readonly lab: Lab;
  readonly part: Part;
  readonly state: PartState;
  /** In the order of the part. */
  readonly scenarios: readonly ScenarioStanding[];
  /** Scenarios that passed with all their seeds. */
  readonly passed: number;
  /** With how many seeds each of them passed at least; 0 if none has passed. */
  readonly seeds: number;
  readonly points: number;
  /** 0 for a part without points. */
  readonly maxPoints: number;
  /** When it ran last, as an ISO date; undefined if it never did. */
  readonly at: string | undefined;
  /** Some of this is of code that has changed since. */
  readonly isChanged: boolean;
  /** Labs whose code was ours in some of the runs (`with=lab2`). */
  readonly with: readonly string[];
}

export interface ScenarioStanding {
  readonly scenario: Scenario;
  /** Undefined if it never ran. */
  readonly result: KeptResult | undefined;
  readonly isChanged: boolean;
}

/** How a scenario failed when it ran last. */
export interface KnownFailure {
  readonly slug: string;
  readonly rule: string;
  /** The first seed; undefined where all together did too little. */
  readonly seed: number | undefined;
  readonly isChanged: boolean;
}

/** The rule of a run that met a hole in the stub. */
export const NOT_WRITTEN = 'lab/not-implemented';

/** What the standing is read from; for tests. */
export interface StandingSources {
  readonly progressOf: (part: string) => Promise<PartProgress>;
  readonly isUnchanged: (code: LabCode) => Promise<boolean>;
  readonly isUntouched: (lab: Lab) => Promise<boolean>;
}

const DISK: StandingSources = { progressOf: readProgress, isUnchanged, isUntouched };

/** Never rejects for what a student's files or the kept results hold. */
export async function readStanding(labs: readonly Lab[], sources: StandingSources = DISK): Promise<Standing> {
  const problems: string[] = [];
  const standings = labs.map(async (lab): Promise<LabStanding> => {
    const untouched = await sources.isUntouched(lab);
    const parts = lab.parts.map(async (part) => {
      const progress = await sources.progressOf(part.id);
      problems.push(...progress.problems);
      return partStanding(lab, part, untouched, await scenarioStandings(part, progress, sources));
    });
    return { lab, parts: await Promise.all(parts) };
  });
  return { labs: await Promise.all(standings), problems };
}

/** Every file of the lab that a student fills in is as it was handed out. */
async function isUntouched({ id, files }: Lab): Promise<boolean> {
  const paths = Object.keys(files).map((file) => `labs/${id}/${file}`);
  const pristine = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(join(PROJECT, path), 'utf8').catch(() => '');
      return stubHash(text) === PRISTINE_STUBS[path];
    }),
  );
  return pristine.every(Boolean);
}

async function scenarioStandings(
  part: Part,
  { results }: PartProgress,
  sources: StandingSources,
): Promise<readonly ScenarioStanding[]> {
  const unchanged = new Map<string, Promise<boolean>>();
  const isCurrent = ({ code }: KeptResult): Promise<boolean> => {
    const known = unchanged.get(code.hash) ?? sources.isUnchanged(code);
    unchanged.set(code.hash, known);
    return known;
  };
  return Promise.all(
    part.scenarios.map(async (scenario): Promise<ScenarioStanding> => {
      const own = results.filter(({ slug }) => slug === scenario.slug);
      const known = await Promise.all(
        own.map(async (result) => ({ result, isChanged: !(await isCurrent(result)) })),
      );
      const [best] = known.sort(byWorth);
      return { scenario, result: best?.result, isChanged: best?.isChanged ?? false };
    }),
  );
}

/** What says most about the code as it is: of present code, on the student's own labs, the latest. */
function byWorth(
  a: { readonly result: KeptResult; readonly isChanged: boolean },
  b: { readonly result: KeptResult; readonly isChanged: boolean },
): number {
  return (
    Number(a.isChanged) - Number(b.isChanged) ||
    a.result.with.length - b.result.with.length ||
    b.result.at.localeCompare(a.result.at)
  );
}

function partStanding(
  lab: Lab,
  part: Part,
  untouched: boolean,
  scenarios: readonly ScenarioStanding[],
): PartStanding {
  const results = scenarios.flatMap(({ result }) => result ?? []);
  const passing = results.filter(hasPassed);
  const points = scenarios.map(({ scenario, result }) => {
    const { runs, passed } = result ? countRuns(result) : { runs: 1, passed: 0 };
    return (scenario.points * passed) / runs;
  });
  return {
    lab,
    part,
    scenarios,
    state: stateOf(lab, untouched, scenarios),
    passed: passing.length,
    seeds: passing.length === 0 ? 0 : Math.min(...passing.map((result) => countRuns(result).runs)),
    points: hundredths(sum(points)),
    maxPoints: hundredths(sum(part.scenarios.map((scenario) => scenario.points))),
    at: results
      .map(({ at }) => at)
      .sort()
      .at(-1),
    isChanged: scenarios.some(({ isChanged }) => isChanged),
    with: [...new Set(results.flatMap((result) => result.with))].sort(),
  };
}

function stateOf(lab: Lab, untouched: boolean, scenarios: readonly ScenarioStanding[]): PartState {
  const results = scenarios.flatMap(({ result }) => result ?? []);
  if (untouched && (lab.handsOut === 'stub' || results.length === 0)) return 'untouched';
  if (results.length === 0) return 'not-run';
  if (results.every((result) => firstFailure(result)?.rule === NOT_WRITTEN)) return 'to-be-written';
  if (!results.every(hasPassed)) return 'failing';
  return results.length < scenarios.length ? 'partly-run' : 'passed';
}

/**
 * The scenarios of a part that failed when they ran last: those of the code as it is now first, and those
 * that met a hole in the stub last.
 */
export function failures({ scenarios }: PartStanding): readonly KnownFailure[] {
  const known = scenarios.flatMap(({ scenario, result, isChanged }): KnownFailure[] => {
    const failure = result && firstFailure(result);
    if (!failure) return [];
    return [{ slug: scenario.slug, rule: failure.rule, seed: failure.seed, isChanged }];
  });
  const rank = ({ rule, isChanged }: KnownFailure): number =>
    Number(rule === NOT_WRITTEN) * 2 + Number(isChanged);
  return known.sort((a, b) => rank(a) - rank(b));
}

/** The scenarios of a part that pass with the code as it is now, as far as they have run. */
export function passing({ scenarios }: PartStanding): Passing {
  const good = scenarios.filter(({ result, isChanged }) => result && !isChanged && hasPassed(result));
  return new Set(good.map(({ scenario }) => scenario.slug));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
