import { createHash } from 'node:crypto';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { GraderFailure } from '../grader-failure.ts';
import type { Submission } from '../intake/submission.ts';
import type { GradeProgress } from '../progress.ts';
import type { GradedSubmission } from '../results/write-results.ts';
import type { BundleShop } from './bundle-shop.ts';
import type { ClassPlan } from './class-plan.ts';
import { type StudentFacts, SubmissionGrading } from './grade-submission.ts';
import { GradedShelf } from './graded-shelf.ts';
import { planDigest } from './grading-context.ts';
import type { PartMaker } from './part-maker.ts';
import { RunJournal } from './run-journal.ts';

/** Where and with what a class is graded. */
export interface ClassTools {
  readonly shop: Pick<BundleShop, 'bundle'>;
  /** Somebody who makes runs; as many at a time as `jobs`. */
  readonly newMaker: () => PartMaker;
  /** Submissions graded at the same time. */
  readonly jobs: number;
  /** Folder for journals and grades. */
  readonly store: string;
  /** What runs depend on besides the code of the submission. */
  readonly context: string;
  readonly progress: GradeProgress;
}

/** A class while it is graded. What is known from an earlier grading is not made again. */
export class ClassGrading {
  private readonly plan: ClassPlan;
  private readonly tools: ClassTools;
  private readonly shelf: GradedShelf;
  private readonly idle: PartMaker[] = [];
  private readonly failed = new Map<string, Submission>();

  constructor(plan: ClassPlan, tools: ClassTools) {
    this.plan = plan;
    this.tools = tools;
    this.shelf = new GradedShelf(join(tools.store, 'graded'));
  }

  /** Ids of those that the grader failed on: they are refused, and graded when they are graded again. */
  get failures(): readonly string[] {
    return [...this.failed.keys()].sort();
  }

  /** Resolves when all are graded and on the shelf. The first error that is no `GraderFailure` ends it. */
  async gradeAll(submissions: readonly Submission[], factsOf: (id: string) => StudentFacts): Promise<void> {
    const queue = new PQueue({ concurrency: this.tools.jobs });
    try {
      await queue.addAll(
        submissions.map((submission) => () => this.gradeOne(submission, factsOf(submission.id))),
      );
    } finally {
      queue.clear();
    }
  }

  /** In the order of `submissions`; all of them have been graded. */
  *graded(
    submissions: readonly Submission[],
    factsOf: (id: string) => StudentFacts,
  ): Generator<GradedSubmission> {
    for (const one of submissions) {
      const submission = this.failed.get(one.id) ?? one;
      const graded = this.shelf.get(submission.id, this.keyOf(submission, factsOf(submission.id)));
      if (!graded) throw new Error(`the grade of ${submission.id} is not on the shelf`);
      yield graded;
    }
  }

  private async gradeOne(submission: Submission, facts: StudentFacts): Promise<void> {
    const { tools, plan } = this;
    const key = this.keyOf(submission, facts);
    const known = this.shelf.get(submission.id, key);
    if (known) {
      tools.progress.submissionKnown(known.record);
      return;
    }
    const maker = this.idle.pop() ?? tools.newMaker();
    const path = join(tools.store, 'runs', journalName(submission));
    const journal = await RunJournal.open(path, tools.context);
    try {
      const { shop, progress } = tools;
      const grading = new SubmissionGrading(submission, plan, { shop, maker, journal, listener: progress });
      const graded = await grading.grade(facts);
      this.shelf.put(submission.id, key, graded);
      progress.submissionDone(graded.record, graded.timing.wallMs);
    } catch (error) {
      if (!(error instanceof GraderFailure)) throw error;
      await this.refuse(submission, facts, error.message);
    } finally {
      await journal.close();
    }
    this.idle.push(maker);
  }

  /** Says why it has no points. What was made of it stays in its journal. */
  private async refuse(submission: Submission, facts: StudentFacts, refusal: string): Promise<void> {
    const refused = { ...submission, refusal };
    this.failed.set(submission.id, refused);
    await this.gradeOne(refused, facts);
  }

  private keyOf({ digest, notes, refusal }: Submission, facts: StudentFacts): string {
    return JSON.stringify([this.tools.context, planDigest(this.plan), digest, notes, refusal, facts]);
  }
}

/** Two submissions may be equal, and each needs a file of its own. */
function journalName({ id, digest }: Submission): string {
  return `${createHash('sha256').update(`${id}\n${digest}`).digest('hex').slice(0, 32)}.jsonl`;
}
