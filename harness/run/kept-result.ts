import type { LabCode } from './lab-code.ts';
import type { ScenarioResult } from './result.ts';
import { RUNS_FOR_FLOORS } from './score.ts';
import { countSeeds, firstSeed, rangesOf, type SeedRanges, unite } from './seed-ranges.ts';

/** What is known of one scenario and one state of the code, from all its runs together. */
export interface KeptResult {
  readonly slug: string;
  /** Labs whose code was ours (`with=lab2`); such results stand beside those without. */
  readonly with: readonly string[];
  readonly code: LabCode;
  /** When that code was last taken to be run, as an ISO date. */
  readonly at: string;
  /** All seeds that ran. */
  readonly seeds: SeedRanges;
  /** Those of them that failed. */
  readonly failed: SeedRanges;
  /** The rule that the smallest of these broke. */
  readonly rule?: string;
  /** Of the largest run that was held against the floors: its seeds, and whether too little happened. */
  readonly floor?: { readonly runs: number; readonly missed: boolean };
}

export interface ResultOrigin {
  readonly with: readonly string[];
  readonly code: LabCode;
  readonly at: Date;
}

const FLOOR = 'scenario/floor';

/**
 * What to keep of a scenario's runs; undefined if nothing ran, or the code could not even be put together:
 * that says nothing about the scenario.
 */
export function keptResult(result: ScenarioResult, origin: ResultOrigin): KeptResult | undefined {
  const { slug, fingerprints, failures } = result;
  if (result.runs === 0 || failures.some(({ kind }) => kind === 'compile')) return undefined;
  const broken = failures.filter(({ rule }) => rule !== FLOOR);
  const failed = rangesOf(broken.map(({ seed }) => seed));
  const rule = broken.find(({ seed }) => seed === firstSeed(failed))?.rule;
  return {
    slug,
    with: [...origin.with].sort(),
    code: origin.code,
    at: origin.at.toISOString(),
    seeds: rangesOf(Object.keys(fingerprints).map(Number)),
    failed,
    ...(rule === undefined ? {} : { rule }),
    ...(failed.length === 0 && result.runs >= RUNS_FOR_FLOORS
      ? { floor: { runs: result.runs, missed: failures.length > 0 } }
      : {}),
  };
}

/** Every seed that ran passed, and enough happened in them. */
export function hasPassed({ failed, floor }: KeptResult): boolean {
  return failed.length === 0 && floor?.missed !== true;
}

/** What a student reads as `passed` of `runs`. A pass that tested nothing is none. */
export function countRuns(result: KeptResult): { readonly runs: number; readonly passed: number } {
  const runs = countSeeds(result.seeds);
  return { runs, passed: result.floor?.missed ? 0 : runs - countSeeds(result.failed) };
}

/** Where it failed first; `seed` is undefined where all seeds together did too little. */
export function firstFailure(
  result: KeptResult,
): { readonly rule: string; readonly seed?: number } | undefined {
  const seed = firstSeed(result.failed);
  if (seed !== undefined) return { rule: result.rule ?? '', seed };
  return result.floor?.missed ? { rule: FLOOR } : undefined;
}

/** Both lists as one, with one result for each scenario and set of labs that were ours. */
export function joinResults(a: readonly KeptResult[], b: readonly KeptResult[]): readonly KeptResult[] {
  const joined = new Map<string, KeptResult>();
  for (const result of [...a, ...b]) {
    const key = [result.slug, ...result.with].join(' ');
    const other = joined.get(key);
    joined.set(key, other ? join(other, result) : result);
  }
  return [...joined.values()];
}

/**
 * Of different code, the later one counts. Of the same code, all seeds count: a seed does the same whenever
 * it runs, so what was found once stays true, and in whatever order results are joined, the same comes out.
 */
function join(a: KeptResult, b: KeptResult): KeptResult {
  const [earlier, later] = a.at < b.at || (a.at === b.at && a.code.hash < b.code.hash) ? [a, b] : [b, a];
  if (earlier.code.hash !== later.code.hash) return later;
  const failed = unite(earlier.failed, later.failed);
  const rule = [a, b].find((one) => one.failed[0]?.[0] === firstSeed(failed))?.rule;
  const floor = larger(a.floor, b.floor);
  return {
    slug: later.slug,
    with: later.with,
    code: later.code,
    at: later.at,
    seeds: unite(earlier.seeds, later.seeds),
    failed,
    ...(rule === undefined ? {} : { rule }),
    ...(floor ? { floor } : {}),
  };
}

function larger(a: KeptResult['floor'], b: KeptResult['floor']): KeptResult['floor'] {
  if (!a || !b) return a ?? b;
  if (a.runs !== b.runs) return a.runs > b.runs ? a : b;
  return { runs: a.runs, missed: a.missed || b.missed };
}
