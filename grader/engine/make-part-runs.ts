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

/** After this many runs that had to be ended the rest of a scenario is given up, and counts as failed. */
const MOST_ENDED = 2;

/**
 * Makes the runs of one part, one after another. What is asked depends on nothing but earlier answers: the
 * same on any machine, and after any interruption.
 */
export async function makePartRuns(work: PartWork, makeRun: MakeRun): Promise<PartRuns> {
  const scenarios: ScenarioRunsMade[] = [];
  for (const scenario of work.scenarios) {
    const made = await new ScenarioRun(work, scenario, makeRun).make();
    if ('isSteady' in made) return { scenarios: [], difference: made };
    scenarios.push(made);
  }
  return { scenarios, difference: undefined };
}

class ScenarioRun {
  private readonly work: PartWork;
  private readonly scenario: ScenarioWork;
  private readonly makeRun: MakeRun;
  private readonly runs: RunResult[] = [];
  private readonly notMade: number[] = [];
  private repeatedSplit = 0;

  constructor(work: PartWork, scenario: ScenarioWork, makeRun: MakeRun) {
    this.work = work;
    this.scenario = scenario;
    this.makeRun = makeRun;
  }

  async make(): Promise<ScenarioRunsMade | SplitDifference> {
    const begunMs = performance.now();
    const { slug, seeds, repeated } = this.scenario;
    const mode = this.work.mode === 'split' ? 'split' : 'fast';
    for (const seed of seeds) {
      const hopeless = this.whyHopeless();
      if (hopeless) {
        this.notMade.push(seed);
        this.runs.push(runNotMade(this.work.part, slug, seed, hopeless));
        continue;
      }
      const run = await this.makeRun({ part: this.work.part, slug, seed, mode });
      if (mode === 'fast' && repeated.includes(seed)) {
        const difference = await this.repeatSplit(run);
        if (difference) return difference;
      }
      this.runs.push(run);
    }
    const wallMs = Math.round(performance.now() - begunMs);
    return { slug, runs: this.runs, notMade: this.notMade, repeatedSplit: this.repeatedSplit, wallMs };
  }

  /** A run that had to be ended says nothing: in one process, servers share time and memory. */
  private async repeatSplit(fast: RunResult): Promise<SplitDifference | undefined> {
    if (fast.fingerprint === '') return undefined;
    const { part, slug, seed } = fast;
    const split = await this.makeRun({ part, slug, seed, mode: 'split' });
    this.repeatedSplit += 1;
    if (isSame(fast, split)) return undefined;
    const fastAgain = await this.makeRun({ part, slug, seed, mode: 'fast', again: true });
    const splitAgain = await this.makeRun({ part, slug, seed, mode: 'split', again: true });
    return { slug, seed, isSteady: isSame(fast, fastAgain) && isSame(split, splitAgain) };
  }

  /** So many runs had to be ended that the others are not worth their time. */
  private whyHopeless(): Failure | undefined {
    const ended = this.runs.filter(({ failure }) => failure && COSTLY_RULES.has(failure.rule));
    return ended.length >= MOST_ENDED ? ended[0]?.failure : undefined;
  }
}

function isSame(one: RunResult, other: RunResult): boolean {
  return one.fingerprint === other.fingerprint && one.failure?.rule === other.failure?.rule;
}

/** A run that is known to fail, and was not made. */
export function runNotMade(part: string, slug: string, seed: number, failure: Failure): RunResult {
  const nothing = { fingerprint: '', events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0 };
  return { part, slug, seed, failure, ...nothing, exercised: {}, logs: [] };
}
