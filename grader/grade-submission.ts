import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure, PartResult, RunResult, ScenarioResult } from '../harness/run/result.ts';
import { hundredths, scorePart, scoreScenario } from '../harness/run/score.ts';
import { replayCommands } from '../harness/run/test-plan.ts';
import type { Lab, Part, Scenario } from '../harness/scenarios/scenario.ts';
import type { Judge } from './judge.ts';
import { missingFiles, type Submission } from './submissions.ts';
import type { WorkPlan } from './work-plan.ts';

/** A submission with its score, and what it cost. */
export interface Grade {
  readonly id: string;
  readonly points: number;
  readonly max: number;
  readonly parts: readonly PartResult[];
  readonly cost: Cost;
  /** In the order of `parts`. */
  readonly partCosts: readonly PartCost[];
}

/** `cpuMs`: of the runs. `wallMs`: what the grader waited. */
export interface Cost {
  readonly cpuMs: number;
  readonly wallMs: number;
}

export interface PartCost extends Cost {
  readonly part: string;
  readonly scenarios: readonly (Cost & { readonly slug: string })[];
}

/** Is told how the grading of one submission comes along. */
export interface RunListener {
  runDone(): void;
  /** Runs that will not be made, because it is known how they would end. */
  runsSkipped(count: number): void;
}

/** Runs that were ended from outside are costly: seconds of CPU each, where others take milliseconds. */
const ENDED: ReadonlySet<string> = new Set(['world/hang', 'world/memory']);
/** After this many of them the rest of a scenario is given up, and counts as failed. */
const MOST_ENDED = 2;
const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** Makes all runs of one submission, in a process of its own, and adds up what they are worth. */
export class SubmissionGrading {
  private readonly submission: Submission;
  private readonly plan: WorkPlan;
  private readonly newJudge: () => Judge;
  private readonly listener: RunListener;
  private judge: Judge | undefined;
  private requests = 0;
  /** Why nothing more of the submission, or of the lab at hand, is run. */
  private lost: Failure | undefined;
  private labProblem: Failure | undefined;

  constructor(submission: Submission, plan: WorkPlan, newJudge: () => Judge, listener: RunListener) {
    this.submission = submission;
    this.plan = plan;
    this.newJudge = newJudge;
    this.listener = listener;
    const { refusal } = submission;
    if (refusal !== undefined)
      this.lost = { kind: 'compile', rule: 'grader/refused', message: refusal, before: [] };
  }

  async grade(): Promise<Grade> {
    const parts: PartResult[] = [];
    const partCosts: PartCost[] = [];
    for (const { lab, parts: planned } of this.plan.labs) {
      this.labProblem = await this.missing(lab);
      for (const part of planned) {
        const { result, cost } = await this.gradePart(part);
        parts.push(result);
        partCosts.push(cost);
      }
    }
    this.judge?.end();
    const { id } = this.submission;
    const points = hundredths(parts.reduce((sum, part) => sum + part.points, 0));
    const max = hundredths(parts.reduce((sum, part) => sum + part.max, 0));
    return { id, points, max, parts, cost: sumCosts(partCosts), partCosts };
  }

  private async missing(lab: Lab): Promise<Failure | undefined> {
    const message = await missingFiles(this.submission, lab);
    return message === undefined ? undefined : { kind: 'compile', rule: 'grader/files', message, before: [] };
  }

  private async gradePart(part: Part): Promise<{ result: PartResult; cost: PartCost }> {
    const results: ScenarioResult[] = [];
    const costs: PartCost['scenarios'][number][] = [];
    for (const scenario of part.scenarios) {
      const begunMs = performance.now();
      const result = await this.gradeScenario(part.id, scenario);
      results.push(result);
      const wallMs = Math.round(performance.now() - begunMs);
      costs.push({ slug: scenario.slug, cpuMs: result.cpuMs, wallMs });
    }
    const cost = { part: part.id, ...sumCosts(costs), scenarios: costs };
    return { result: scorePart(part.id, results), cost };
  }

  private async gradeScenario(part: string, scenario: Scenario): Promise<ScenarioResult> {
    const runs: RunResult[] = [];
    const notMade = new Set<number>();
    for (const [index, seed] of this.plan.seeds.entries()) {
      const known = this.lost ?? this.labProblem ?? hopeless(runs);
      // The reason is reported once: runs that were not made would only repeat it.
      if (known && runs.some(({ failure }) => failure?.rule === known.rule)) notMade.add(seed);
      runs.push(
        known
          ? runNotMade(part, scenario.slug, seed, known)
          : await this.run(part, scenario, seed, index === 0),
      );
      if (known) this.listener.runsSkipped(1);
      else this.listener.runDone();
    }
    const result = scoreScenario(scenario, runs, this.replay(part, scenario.slug));
    return { ...result, failures: result.failures.filter(({ seed }) => !notMade.has(seed)) };
  }

  private async run(part: string, { slug }: Scenario, seed: number, twice: boolean): Promise<RunResult> {
    this.judge ??= this.newJudge();
    const { root } = this.submission;
    this.requests += 1;
    const { withReference } = this.plan;
    const request = { id: this.requests, root, withReference, part, slug, seed, twice };
    const answer = await this.judge.run(request);
    if (answer.kind === 'lost') {
      this.lost = answer.failure;
      return runNotMade(part, slug, seed, answer.failure);
    }
    const failure = answer.result.failure && this.withoutPaths(answer.result.failure);
    if (failure?.kind === 'compile') this.labProblem = failure;
    return { ...answer.result, failure };
  }

  /** Files are named from the submission on: reports are the same wherever it lies. */
  private withoutPaths(failure: Failure): Failure {
    const { root } = this.submission;
    // Relative ones first: when they go up to the top, they end with an absolute one.
    const prefixes = [relative(PROJECT, root).split(sep).join('/'), root, PROJECT.replace(/[\\/]$/, '')];
    let { message } = failure;
    for (const prefix of prefixes)
      message = message.replaceAll(`${prefix}/`, '').replaceAll(`${prefix}\\`, '');
    return { ...failure, message };
  }

  private replay(part: string, slug: string): ReturnType<typeof replayCommands> {
    return replayCommands(part, slug, { tree: 'labs', ...this.plan });
  }
}

/** So many runs of the scenario had to be ended that the others are not worth their time. */
function hopeless(runs: readonly RunResult[]): Failure | undefined {
  const ended = runs.filter(({ failure }) => failure && ENDED.has(failure.rule));
  return ended.length >= MOST_ENDED ? ended[0]?.failure : undefined;
}

function runNotMade(part: string, slug: string, seed: number, failure: Failure): RunResult {
  const nothing = {
    fingerprint: '',
    events: 0,
    rpcs: 0,
    bytes: 0,
    virtualMs: 0,
    cpuMs: 0,
    exercised: {},
    logs: [],
  };
  return { part, slug, seed, failure, ...nothing };
}

function sumCosts(costs: readonly Cost[]): Cost {
  const cpuMs = hundredths(costs.reduce((sum, cost) => sum + cost.cpuMs, 0));
  return { cpuMs, wallMs: costs.reduce((sum, cost) => sum + cost.wallMs, 0) };
}
