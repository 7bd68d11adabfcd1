import { existsSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ClassGrading } from './engine/grade-class.ts';
import type { StudentFacts } from './engine/grade-submission.ts';
import { gradingRecord, makePlan } from './engine/make-plan.ts';
import { sampleSecret } from './engine/sample-secret.ts';
import type { Workshop } from './engine/workshop.ts';
import { refuseOutInside, refuseUnfitting } from './folder-rules.ts';
import type { GradeOptions } from './grade-options.ts';
import { GraderFailure } from './grader-failure.ts';
import { matchRoster } from './intake/match-roster.ts';
import { type Roster, readRoster } from './intake/roster.ts';
import { rosterIds } from './intake/roster-ids.ts';
import type { Submission } from './intake/submission.ts';
import { takeIn } from './intake/take-in.ts';
import { Misuse } from './misuse.ts';
import { byId } from './order.ts';
import { ourSolution } from './our-solution.ts';
import { clip, plainText } from './plain-text.ts';
import { DEFAULT_POLICY, type Policy } from './policy/policy.ts';
import { readPolicy } from './policy/read-policy.ts';
import { gradeProgress } from './progress.ts';
import { GradingQueue, SUBMISSIONS_AT_A_TIME } from './queue/grading-queue.ts';
import { reportGrading } from './report-grading.ts';
import { solutionFlags } from './results/class-flags.ts';
import type { ClassFlag } from './results/grade-file.ts';
import { isHandedIn } from './results/handed-in.ts';
import { prepareOut } from './results/prepare-out.ts';
import type { GradingAbout } from './results/write-results.ts';
import { say } from './say.ts';
import { certaintyFlags, certaintyOf } from './score/certainty.ts';
import { writeOutputs } from './write-outputs.ts';

/** Folder in that of the results for what is known: journals and grades. */
const STORE = 'store';
/** From so many on, our solution is a small part of the work. */
const CLASS_SIZE = 10;

/**
 * Grades what is in the folder now, and writes all that was asked for. Gives the number of submissions.
 * Throws `Misuse`, and in the end `GraderFailure` if there are submissions that the grader could not grade.
 */
export async function gradeFolder(options: GradeOptions, workshop: Workshop): Promise<number> {
  const begunMs = performance.now();
  refuseOutInside(options);
  const policy = await readPolicyOf(options);
  const { all, factsOf, rosterFlags } = await takeInClass(options, policy, workshop);
  const store = await openStore(options);
  const mine = shardOf(all, options);
  refuseUnfitting(options, mine.length);
  const plan = planOf(options, policy, all, store);
  const { tier } = workshop;
  const queue = await openQueue(options, workshop, store);
  say(placeText(queue, tier));
  const scenarios = plan.labs.flatMap(({ parts }) => parts.flatMap(({ part }) => part.scenarios));
  const firstRuns = policy.runs === 'auto' ? 0 : policy.runs;
  const ours = all.length >= CLASS_SIZE ? [await ourSolution(workshop.trees)] : [];
  const wanted = [...mine, ...ours];
  const progress = gradeProgress(wanted.length, scenarios.length * firstRuns);
  const grading = new ClassGrading(plan, {
    shop: workshop.shop,
    newMaker: () => queue?.newMaker() ?? workshop.newMaker(plan),
    jobs: options.jobs ?? (queue ? SUBMISSIONS_AT_A_TIME : availableParallelism()),
    store,
    context: workshop.context(plan),
    progress,
  });
  try {
    await grading.gradeAll(wanted, factsOf);
  } finally {
    progress.end();
    await queue?.close();
  }
  const ourFlags = [...grading.graded(ours, factsOf)].flatMap(({ record }) =>
    record.refusal === undefined ? solutionFlags(record.parts) : [],
  );
  const graded = () => grading.graded(mine, factsOf);
  const certainty = certaintyOf(graded(), policy);
  const certainFlags = certainty ? certaintyFlags(certainty, policy.auto) : [];
  const about: GradingAbout = {
    grading: gradingRecord(plan, options.seedBase !== undefined),
    flags: [...rosterFlags, ...ourFlags, ...certainFlags],
    tier: queue?.tiers() ?? tier.name,
    wallMs: Math.round(performance.now() - begunMs),
    ...(certainty ? { certainty } : {}),
    ...(options.shard ? { shard: options.shard } : {}),
  };
  const classFlags = await reportGrading(options.out, about, graded());
  const written = await writeOutputs(options, {
    workshop,
    plan,
    submissions: mine,
    about,
    graded: graded(),
    flags: classFlags,
  });
  process.stdout.write(`\nWritten to ${plainText(options.out)}: ${written.join(', ')}\n`);
  if (grading.failures.length > 0) throw new GraderFailure(failuresText(grading.failures));
  return mine.filter(isHandedIn).length;
}

function placeText(queue: GradingQueue | undefined, { name, lacks }: Workshop['tier']): string {
  if (!queue) return `sandbox: ${name}${lacks === '' ? '' : ` (${lacks})`}`;
  return `queue: ${queue.shown}, version ${queue.version} of the project; each worker has its own sandbox`;
}

async function openQueue(
  { queue }: GradeOptions,
  { programs, stopped }: Workshop,
  store: string,
): Promise<GradingQueue | undefined> {
  return queue === undefined ? undefined : GradingQueue.open(queue, { programs, store, stop: stopped });
}

function failuresText(ids: readonly string[]): string {
  const names = clip(ids.map(plainText).join(', '), 400);
  return `the grader failed on ${ids.length}, which have no points yet: ${names}. --resume tries again`;
}

async function readPolicyOf({ policy, runs }: GradeOptions): Promise<Policy> {
  const read = policy === undefined ? DEFAULT_POLICY : await readPolicy(policy);
  return runs === undefined ? read : { ...read, runs };
}

interface Class {
  /** Students who handed in nothing among them, as refused ones. Sorted by id. */
  readonly all: readonly Submission[];
  readonly factsOf: (id: string) => StudentFacts;
  readonly rosterFlags: readonly ClassFlag[];
}

/** Says what is not as it should be, so that it can be mended before the hours of work. */
async function takeInClass(
  { folder, roster: path }: GradeOptions,
  { late }: Policy,
  { trees }: Workshop,
): Promise<Class> {
  const roster: Roster | undefined = path === undefined ? undefined : readRoster(path);
  const { submissions, ignored } = await takeIn(folder, trees, roster && rosterIds(roster.students));
  if (ignored.length > 0) say(`ignored, no submissions: ${ignored.map(plainText).join(', ')}`);
  if (!roster) {
    if (late) say('late days cost nothing: the policy has the rule `late`, but there is no --roster');
    return { all: submissions, factsOf: () => ({ lateDays: 0 }), rosterFlags: [] };
  }
  const { ignoredColumns } = roster;
  if (ignoredColumns.length > 0)
    say(`columns of the roster that were not used: ${ignoredColumns.join(', ')}`);
  const { submissions: all, students, flags } = matchRoster(roster, submissions, late);
  for (const { message } of flags) say(message);
  const factsOf = (id: string): StudentFacts => {
    const { name, lateDays = 0 } = students.get(id) ?? {};
    return name === undefined ? { lateDays } : { name, lateDays };
  };
  return { all: [...all].sort(byId), factsOf, rosterFlags: flags };
}

async function openStore({ out, resume, fresh }: GradeOptions): Promise<string> {
  await prepareOut(out);
  const store = join(out, STORE);
  if (resume && !existsSync(join(store, 'runs'))) {
    throw new Misuse(`--resume: there is no grading to go on with in ${plainText(out)}`);
  }
  if (fresh) rmSync(store, { recursive: true, force: true });
  return store;
}

function planOf(
  { labs, withReference, seedBase }: GradeOptions,
  policy: Policy,
  submissions: readonly Submission[],
  store: string,
): ReturnType<typeof makePlan> {
  const present = new Set(submissions.flatMap((submission) => submission.labs));
  return makePlan(policy, { labs, withReference, seedBase, sampleSecret: sampleSecret(store), present });
}

/** Every n-th, so that each share has early and late ids. */
function shardOf(submissions: readonly Submission[], { shard }: GradeOptions): readonly Submission[] {
  return shard ? submissions.filter((_, place) => place % shard.of === shard.index - 1) : submissions;
}
