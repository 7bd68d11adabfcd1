import { createHash } from 'node:crypto';
import type { BundleResult } from '../../harness/run/bundler.ts';
import type { Failure } from '../../harness/run/result.ts';
import { hundredths } from '../../harness/run/score.ts';
import { replayCommands } from '../../harness/run/test-plan.ts';
import { LABS } from '../../harness/scenarios/index.ts';
import type { Lab } from '../../harness/scenarios/scenario.ts';
import { missingFiles, type Submission } from '../intake/submission.ts';
import type { GradedPart, PartTiming } from '../results/grade-file.ts';
import type { GradedSubmission } from '../results/write-results.ts';
import { firstRuns, needsMoreRuns } from '../score/auto-runs.ts';
import { scoreRuns } from '../score/score-runs.ts';
import { betterPart, gradePart, submissionRecord } from '../score/score-submission.ts';
import type { BundleShop } from './bundle-shop.ts';
import type { ClassPlan, PlannedPart } from './class-plan.ts';
import { runNotMade } from './make-part-runs.ts';
import type { PartMaker, RunListener } from './part-maker.ts';
import type { CodeBundle, PartRuns, PartWork, ScenarioRunsMade, SplitDifference } from './part-work.ts';
import type { RunJournal } from './run-journal.ts';
import { repeatedFirst } from './split-sample.ts';

/** Who does what a grading of one submission needs. */
export interface GradingTools {
  readonly shop: Pick<BundleShop, 'bundle'>;
  readonly maker: PartMaker;
  readonly journal: RunJournal;
  readonly listener: RunListener;
}

/** What the roster says of a student. */
export interface StudentFacts {
  readonly name?: string;
  readonly lateDays: number;
}

/** A repeated run went another way: all has to be run split. */
class Different extends Error {
  readonly part: string;
  readonly difference: SplitDifference;

  constructor(part: string, difference: SplitDifference) {
    super('a run that was repeated split went another way');
    this.part = part;
    this.difference = difference;
  }
}

const REFUSED = 'grader/refused';

/** Code of a lab as it is graded: on the student's earlier labs, or on ours. */
interface LabCode {
  readonly bundle: CodeBundle | undefined;
  /** Why there is none. */
  readonly problem: Failure | undefined;
  readonly withReference: readonly string[];
  readonly usesEarlierLabs: boolean;
}

/** Makes all runs of one submission, and adds up what they are worth. */
export class SubmissionGrading {
  private readonly submission: Submission;
  private readonly plan: ClassPlan;
  private readonly tools: GradingTools;
  private readonly timings = new Map<string, PartTiming>();
  private readonly codes = new Map<string, Promise<LabCode>>();
  private mode: PartWork['mode'] = 'sampled';

  constructor(submission: Submission, plan: ClassPlan, tools: GradingTools) {
    this.submission = submission;
    this.plan = plan;
    this.tools = tools;
  }

  async grade({ name, lateDays }: StudentFacts): Promise<GradedSubmission> {
    const { id, notes, refusal } = this.submission;
    const found: string[] = [];
    let parts: GradedPart[];
    try {
      parts = await this.gradeAll();
    } catch (error) {
      if (!(error instanceof Different)) throw error;
      found.push(differenceNote(error));
      this.mode = 'split';
      this.timings.clear();
      parts = await this.gradeAll();
    } finally {
      this.tools.maker.endSubmission();
    }
    const record = submissionRecord(
      {
        id,
        ...(name === undefined ? {} : { name }),
        lateDays,
        notes: [...notes, ...found],
        ...(refusal === undefined ? {} : { refusal }),
        mode: this.mode,
        parts,
      },
      this.plan.policy.late,
    );
    return { record, timing: this.timing() };
  }

  /** All parts; with `auto`, until their points are certain enough. */
  private async gradeAll(): Promise<GradedPart[]> {
    const { runs, auto, score } = this.plan.policy;
    const first = runs === 'auto' ? firstRuns(auto) : runs;
    const counts = new Map<string, number>();
    const countOf = (part: string, slug: string) => counts.get(`${part} ${slug}`) ?? first;
    const all = this.plan.labs.flatMap(({ lab, parts }) => parts.map((part) => ({ lab, part })));
    const graded = new Map<string, GradedPart>();
    for (let wanted = new Set(all.map(({ part }) => part.part.id)); wanted.size > 0; ) {
      for (const { lab, part } of all) {
        const { id } = part.part;
        if (wanted.has(id)) graded.set(id, await this.gradePart(lab, part, (slug) => countOf(id, slug)));
      }
      const more = runs === 'auto' ? needsMoreRuns([...graded.values()], auto, score) : [];
      for (const { part, slug, runs: count } of more) counts.set(`${part} ${slug}`, count);
      wanted = new Set(more.map(({ part }) => part));
    }
    return [...graded.values()];
  }

  private async gradePart(
    lab: Lab,
    part: PlannedPart,
    countOf: (slug: string) => number,
  ): Promise<GradedPart> {
    const { prerequisites } = this.plan.policy;
    const own = await this.code(lab, prerequisites === 'ours');
    const graded = await this.gradeOn(own, part, countOf);
    if (prerequisites !== 'better') return graded;
    if (graded.points === graded.max || !(own.usesEarlierLabs || own.problem)) return graded;
    return betterPart(graded, await this.gradeOn(await this.code(lab, true), part, countOf));
  }

  private async gradeOn(
    code: LabCode,
    planned: PlannedPart,
    countOf: (slug: string) => number,
  ): Promise<GradedPart> {
    const { part, points } = planned;
    const made = await this.make(code, planned, countOf);
    const { withReference } = code;
    const scenarios = part.scenarios.map((scenario, index) => {
      const runs = made.scenarios[index] as ScenarioRunsMade;
      const seeds = this.plan.seeds.slice(0, countOf(scenario.slug));
      const replay = replayCommands(part.id, scenario.slug, { tree: 'labs', withReference, seeds });
      const rules = { rule: this.plan.policy.score, max: points[index] ?? 0, replay };
      return scoreRuns(scenario, { ...runs, notMade: new Set(runs.notMade) }, rules);
    });
    this.addTiming(part.id, made);
    return gradePart(part.id, scenarios);
  }

  private async make(
    code: LabCode,
    { part }: PlannedPart,
    countOf: (slug: string) => number,
  ): Promise<PartRuns> {
    const { seeds, policy, sampleSecret, limits } = this.plan;
    const { bundle, problem } = code;
    if (!bundle) {
      const failure = problem as Failure;
      const scenarios = part.scenarios.map(({ slug }) => {
        const wanted = seeds.slice(0, countOf(slug));
        this.tools.listener.runsSkipped(wanted.length);
        // Of a submission that is refused nothing is known but why, and that is said of all of it.
        if (failure.rule === REFUSED) return { slug, runs: [], notMade: [], repeatedSplit: 0, wallMs: 0 };
        const runs = wanted.map((seed) => runNotMade(part.id, slug, seed, failure));
        // The reason is reported once: runs that were not made would only repeat it.
        return { slug, runs, notMade: wanted.slice(1), repeatedSplit: 0, wallMs: 0 };
      });
      return { scenarios, difference: undefined };
    }
    const scenarios = part.scenarios.map(({ slug }) => {
      const wanted = seeds.slice(0, countOf(slug));
      const where = [this.submission.digest, part.id, slug];
      const repeatOrder = repeatedFirst(wanted, sampleSecret, where);
      return { slug, seeds: wanted, repeatOrder, repeatShare: policy.splitSample };
    });
    const work: PartWork = { part: part.id, bundle, scenarios, mode: this.mode, limits };
    const made = await this.tools.maker.makePart(work, this.tools.journal, this.tools.listener);
    if (made.difference) throw new Different(part.id, made.difference);
    return made;
  }

  private code(lab: Lab, onOurs: boolean): Promise<LabCode> {
    const key = `${lab.id} ${onOurs}`;
    const code = this.codes.get(key) ?? this.readCode(lab, onOurs);
    this.codes.set(key, code);
    return code;
  }

  private async readCode(lab: Lab, onOurs: boolean): Promise<LabCode> {
    const earlier = LABS.slice(0, LABS.indexOf(lab)).map(({ word }) => word);
    const withReference = onOurs ? earlier : this.plan.withReference;
    const nothing = { bundle: undefined, withReference, usesEarlierLabs: false };
    const { refusal, root } = this.submission;
    if (refusal !== undefined) return { ...nothing, problem: problem(REFUSED, refusal) };
    const missing = missingFiles(this.submission, lab);
    if (missing !== undefined) return { ...nothing, problem: problem('grader/files', missing) };
    const result = await this.tools.shop.bundle({ labId: lab.id, root, withReference });
    if (result.kind === 'failed')
      return { ...nothing, problem: problem('lab/compiles', result.message), usesEarlierLabs: true };
    const usesEarlierLabs = LABS.some(({ id }) => id !== lab.id && readsFrom(result, id));
    return { bundle: codeBundle(result), problem: undefined, withReference, usesEarlierLabs };
  }

  private addTiming(part: string, made: PartRuns): void {
    const scenarios = made.scenarios.map(({ slug, runs, wallMs }) => ({
      slug,
      wallMs,
      cpuMs: hundredths(runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0)),
    }));
    const cpuMs = hundredths(scenarios.reduce((sum, scenario) => sum + scenario.cpuMs, 0));
    const wallMs = scenarios.reduce((sum, scenario) => sum + scenario.wallMs, 0);
    this.timings.set(part, { part, cpuMs, wallMs, scenarios });
  }

  private timing(): GradedSubmission['timing'] {
    const parts = [...this.timings.values()];
    const cpuMs = hundredths(parts.reduce((sum, part) => sum + part.cpuMs, 0));
    const wallMs = parts.reduce((sum, part) => sum + part.wallMs, 0);
    return { id: this.submission.id, cpuMs, wallMs, parts };
  }
}

function problem(rule: string, message: string): Failure {
  return { kind: 'compile', rule, message, before: [] };
}

function codeBundle({ bundle }: Extract<BundleResult, { kind: 'bundled' }>): CodeBundle {
  return { hash: createHash('sha256').update(bundle.code).digest('hex'), bundle };
}

function readsFrom({ code }: BundleResult, labId: string): boolean {
  return code.files.some((file) => file.includes(`/${labId}/`));
}

function differenceNote({ part, difference: { slug, seed, isSteady } }: Different): string {
  const what = `${part} ${slug}, seed ${seed}, went another way with every server in a process of its own`;
  const again = isSteady ? '' : ', and not the same way when it was made again';
  return `${what}${again}: so all of it was run in that way`;
}
