import type { Feedback } from '../pages/feedback.ts';
import { plainText } from '../plain-text.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';
import { scenarioText } from './scenario-text.ts';
import { type FoldedScenarios, type ShownScenario, showScenarios } from './shown-scenarios.ts';
import { submissionText } from './submission-text.ts';
import { verdictOf } from './verdict.ts';

/** When students see a result: a word of Gradescope's. */
export type Visibility = 'visible' | 'hidden' | 'after_due_date' | 'after_published';

/** Gradescope's `results.json`: one submission. */
export interface GradescopeResult {
  /** Points after the late penalty; it stands in place of the sum over the tests. */
  readonly score: number;
  readonly output: string;
  /** Everything is `text`: messages may be the student's, and must not become markup on a screen. */
  readonly output_format: 'text';
  readonly test_output_format: 'text';
  readonly test_name_format: 'text';
  readonly visibility: Visibility;
  /** What the grader printed is for the staff: it may name paths. */
  readonly stdout_visibility: 'hidden';
  readonly tests: readonly GradescopeTest[];
}

interface GradescopeTest {
  readonly name: string;
  /** `2.3`: Gradescope lists tests by it. */
  readonly number: string;
  /** Both missing where a scenario gives no points: then the test is a check without a score. */
  readonly score?: number;
  readonly max_score?: number;
  readonly status: 'passed' | 'failed';
  readonly output: string;
}

/** A submission as Gradescope shows it, as far as `feedback` lets students see it. */
export function gradescopeResult(
  submission: SubmissionRecord,
  feedback: Feedback,
  visibility: Visibility,
): GradescopeResult {
  const { shown, folded } = showScenarios(submission.parts, feedback);
  const tests = shown.map((one) => shownTest(one, feedback));
  if (folded.count > 0) tests.push(foldedTest(folded, submission.parts.length));
  return { ...frame(submission.points, submissionText(submission), visibility), tests };
}

/** A result in place of a grade: no points, and why. For a grader that did not get to a result. */
export function gradescopeFailure(why: string): GradescopeResult {
  return { ...frame(0, why, 'visible'), tests: [] };
}

function frame(score: number, output: string, visibility: Visibility): Omit<GradescopeResult, 'tests'> {
  return {
    score,
    output,
    output_format: 'text',
    test_output_format: 'text',
    test_name_format: 'text',
    visibility,
    stdout_visibility: 'hidden',
  };
}

function shownTest({ part, number, scenario }: ShownScenario, feedback: Feedback): GradescopeTest {
  const { name, points, max } = scenario;
  return {
    name: plainText(`${part}: ${name}`),
    number,
    ...(max > 0 ? { score: points, max_score: max } : {}),
    status: verdictOf(scenario) === 'passed' ? 'passed' : 'failed',
    output: scenarioText(scenario, feedback),
  };
}

function foldedTest({ count, points, max }: FoldedScenarios, parts: number): GradescopeTest {
  return {
    name: 'Scenarios that passed',
    number: `${parts + 1}.1`,
    ...(max > 0 ? { score: points, max_score: max } : {}),
    status: 'passed',
    output: `All runs of ${count} ${count === 1 ? 'scenario' : 'scenarios'} passed.`,
  };
}
