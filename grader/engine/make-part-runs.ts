import type { Failure, RunResult } from '../../harness/run/result.ts';
import { COSTLY_RULES } from '../judge/ended-run.ts';
import type {
  MakeRun,
  PartRuns,
  PartWork,
  ScenarioRunsMade,
  ScenarioWork,
  SplitDifference,
} from './part-work.ts';
import { repeatCount } from './split-sample.ts';

/** After this many runs that had to be ended the rest of a scenario is given up, and counts as failed. */
const MOST_ENDED = 2;

/**
 * Makes the runs of one part, one after another. What is asked depends on nothing but earlier answers: the
 * same on any machine, and after any interruption.
 *
 * What is repeated split comes after all else. In between, code that has broken out of its globals could tell
 * that its sample is over, and cheat from there on.
 */
export async function makePartRuns(work: PartWork, makeRun: MakeRun): Promise<PartRuns> {
  const scenarios: ScenarioRunsMade[] = [];
  for (const scenario of work.scenarios) scenarios.push(await makeScenarioRuns(work, scenario, makeRun));
  if (work.mode === 'split') return { scenarios, difference: undefined };
  const repeated: ScenarioRunsMade[] = [];
  for (const [index, made] of scenarios.entries()) {
    const repeats = await repeatSplit(work.scenarios[index] as ScenarioWork, made.runs, makeRun);
    if ('isSteady' in repeats) return { scenarios: [], difference: repeats };
    const wallMs = made.wallMs + repeats.wallMs;
    repeated.push({ ...made, repeatedSplit: repeats.count, wallMs });
  }
  return { scenarios: repeated, difference: undefined };
}

async function makeScenarioRuns(
  { part, mode }: PartWork,
  { slug, seeds }: ScenarioWork,
  makeRun: MakeRun,
): Promise<ScenarioRunsMade> {
  const begunMs = performance.now();
  const runs: RunResult[] = [];
  const notMade: number[] = [];
  for (const seed of seeds) {
    const hopeless = whyHopeless(runs);
    if (hopeless) notMade.push(seed);
    runs.push(
      hopeless
        ? runNotMade(part, slug, seed, hopeless)
        : await makeRun({ part, slug, seed, mode: mode === 'split' ? 'split' : 'fast' }),
    );
  }
  return { slug, runs, notMade, repeatedSplit: 0, wallMs: Math.round(performance.now() - begunMs) };
}

/** Of the runs that passed: nobody cheats to fail. */
async function repeatSplit(
  { repeatOrder, repeatShare }: ScenarioWork,
  runs: readonly RunResult[],
  makeRun: MakeRun,
): Promise<SplitDifference | { readonly count: number; readonly wallMs: number }> {
  const begunMs = performance.now();
  const passed = runs.filter(({ failure }) => failure === undefined);
  const bySeed = new Map(passed.map((run) => [run.seed, run]));
  const chosen = repeatOrder
    .filter((seed) => bySeed.has(seed))
    .slice(0, repeatCount(passed.length, repeatShare));
  for (const seed of chosen) {
    const difference = await differenceOf(bySeed.get(seed) as RunResult, makeRun);
    if (difference) return difference;
  }
  return { count: chosen.length, wallMs: Math.round(performance.now() - begunMs) };
}

async function differenceOf(fast: RunResult, makeRun: MakeRun): Promise<SplitDifference | undefined> {
  const { part, slug, seed } = fast;
  const split = await makeRun({ part, slug, seed, mode: 'split' });
  if (isSame(fast, split)) return undefined;
  const fastAgain = await makeRun({ part, slug, seed, mode: 'fast', again: true });
  const splitAgain = await makeRun({ part, slug, seed, mode: 'split', again: true });
  return { slug, seed, isSteady: isSame(fast, fastAgain) && isSame(split, splitAgain) };
}

/** So many runs had to be ended that the others are not worth their time. */
function whyHopeless(runs: readonly RunResult[]): Failure | undefined {
  const ended = runs.filter(({ failure }) => failure && COSTLY_RULES.has(failure.rule));
  return ended.length >= MOST_ENDED ? ended[0]?.failure : undefined;
}

function isSame(one: RunResult, other: RunResult): boolean {
  return one.fingerprint === other.fingerprint && one.failure?.rule === other.failure?.rule;
}

/** A run that is known to fail, and was not made. */
export function runNotMade(part: string, slug: string, seed: number, failure: Failure): RunResult {
  const nothing = { fingerprint: '', events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0 };
  return { part, slug, seed, failure, ...nothing, exercised: {}, logs: [] };
}
