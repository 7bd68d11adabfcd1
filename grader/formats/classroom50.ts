import { Misuse } from '../misuse.ts';
import type { Feedback } from '../pages/feedback.ts';
import { plainText } from '../plain-text.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';
import { scenarioText } from './scenario-text.ts';
import { showScenarios } from './shown-scenarios.ts';
import { submissionText } from './submission-text.ts';
import { verdictOf } from './verdict.ts';

/** Classroom 50's `result.json`. Scores are integers there: ours are in hundredths of a point. */
export interface Classroom50Result {
  readonly schema: 'classroom50/result/v1';
  readonly classroom: string;
  readonly assignment: string;
  readonly assignment_type: string;
  readonly owner: string;
  readonly submission: string;
  readonly commit: string;
  readonly release: string;
  readonly review: string;
  readonly datetime: string;
  readonly score: number;
  readonly 'max-score': number;
  readonly tests: readonly Classroom50Test[];
}

interface Classroom50Test {
  readonly 'test-name': string;
  readonly passed: boolean;
  readonly score: number;
  readonly 'max-score': number;
  /** Not of the format, which lets tests carry more: what a student reads. */
  readonly output: string;
}

/** Whose work a result is about: what the runner hands out in the environment. */
export type Classroom50Identity = Omit<Classroom50Result, 'schema' | 'score' | 'max-score' | 'tests'>;

/** The last is ours, and the others are the runner's. */
const NAMES = [
  'CLASSROOM',
  'ASSIGNMENT',
  'SUBMISSION_TAG',
  'COMMIT_URL',
  'RELEASE_URL',
  'SUBMITTED_AT',
] as const;

/**
 * Reads the environment that the runner and our `autograder.py` set. `SUBMITTED_AT` is when the graded commit
 * was made, in ISO 8601: never the time of grading, so that a regrade makes nobody late. Throws `Misuse`.
 */
export function classroom50Identity(env: NodeJS.ProcessEnv): Classroom50Identity {
  const owner = env.OWNER || env.USERNAME;
  const missing: string[] = NAMES.filter((name) => !env[name]);
  if (!owner) missing.push('OWNER');
  if (missing.length > 0)
    throw new Misuse(`Classroom 50: the environment does not say ${missing.join(', ')}`);
  const submitted = new Date(env.SUBMITTED_AT ?? '');
  if (Number.isNaN(submitted.getTime()))
    throw new Misuse('Classroom 50: SUBMITTED_AT is no time in ISO 8601');
  return {
    classroom: env.CLASSROOM ?? '',
    assignment: env.ASSIGNMENT ?? '',
    // The runner writes its own word over this one and the owner.
    assignment_type: env.ASSIGNMENT_TYPE || 'individual',
    owner: owner ?? '',
    submission: env.SUBMISSION_TAG ?? '',
    commit: env.COMMIT_URL ?? '',
    release: env.RELEASE_URL ?? '',
    review: env.REVIEW_URL || (env.COMMIT_URL ?? ''),
    datetime: submitted.toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}

/** A submission as Classroom 50 records it, as far as `feedback` lets students see it. */
export function classroom50Result(
  submission: SubmissionRecord,
  identity: Classroom50Identity,
  feedback: Feedback,
): Classroom50Result {
  const tests = testsOf(submission, feedback);
  return frame(identity, hundredthsOf(submission.points), hundredthsOf(submission.max), tests);
}

/** A result in place of a grade: no points, and why. Without a test it would count as passed. */
export function classroom50Failure(identity: Classroom50Identity, why: string): Classroom50Result {
  return frame(identity, 0, 0, [failedTest('Grading', why)]);
}

/** Markdown of the submission's release page. Texts stand in code blocks: a message may be the student's. */
export function classroom50Release({ score, 'max-score': max, tests }: Classroom50Result): string {
  const lines = [`### ${score / 100} of ${max / 100} points`, ''];
  for (const { 'test-name': name, passed, output } of tests) {
    lines.push(`    ${passed ? 'PASS' : 'FAIL'}  ${name}`);
    if (!passed) lines.push(...output.split('\n').map((line) => `          ${line}`));
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function frame(
  identity: Classroom50Identity,
  score: number,
  max: number,
  tests: readonly Classroom50Test[],
): Classroom50Result {
  return { schema: 'classroom50/result/v1', ...identity, score, 'max-score': max, tests };
}

function testsOf(submission: SubmissionRecord, feedback: Feedback): Classroom50Test[] {
  const { shown, folded } = showScenarios(submission.parts, feedback);
  const tests = shown.map(({ part, scenario }) => ({
    'test-name': plainText(`${part}: ${scenario.name}`),
    passed: verdictOf(scenario) === 'passed',
    score: hundredthsOf(scenario.points),
    'max-score': hundredthsOf(scenario.max),
    output: scenarioText(scenario, feedback),
  }));
  if (folded.count > 0) {
    tests.push({
      'test-name': `${folded.count} scenarios of which all runs passed`,
      passed: true,
      score: hundredthsOf(folded.points),
      'max-score': hundredthsOf(folded.max),
      output: '',
    });
  }
  if (submission.refusal !== undefined) tests.push(failedTest('Submission', submissionText(submission)));
  return tests;
}

function failedTest(name: string, output: string): Classroom50Test {
  return { 'test-name': name, passed: false, score: 0, 'max-score': 0, output };
}

function hundredthsOf(points: number): number {
  return Math.round(points * 100);
}
