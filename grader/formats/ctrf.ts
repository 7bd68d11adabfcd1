import { clip, plainText } from '../plain-text.ts';
import type { GradedScenario, GradeFile, SubmissionRecord, TimingFile } from '../results/grade-file.ts';
import { type CpuTimes, cpuTimes } from './cpu-times.ts';
import { EVERYTHING, scenarioText } from './scenario-text.ts';
import { verdictOf } from './verdict.ts';

const SPEC_VERSION = '0.0.0';
const LONGEST_MESSAGE = 500;

type Status = 'passed' | 'failed' | 'other';

/** One of CTRF's tests: a scenario of a submission. Times in ms. */
interface CtrfTest {
  readonly name: string;
  readonly status: Status;
  readonly duration: number;
  /** Submission, part. */
  readonly suite: readonly string[];
  readonly message?: string;
  readonly trace?: string;
  /** What the format has no field for: `flaky` there means passed on a second try, not a pass rate. */
  readonly extra?: { readonly lockstep: Readonly<Record<string, unknown>> };
}

/**
 * The CTRF report of a grading, JSON in pieces: a class has more tests than fit into one string. For the
 * staff: it holds every seed and message. A grading knows no dates, so it starts at 0.
 */
export function* ctrfJson({ submissions }: GradeFile, timing: TimingFile): Generator<string> {
  const times = cpuTimes(timing);
  const statuses = submissions.flatMap(statusesOf);
  const count = (status: Status) => statuses.filter((one) => one === status).length;
  const summary = {
    tests: statuses.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: 0,
    pending: 0,
    other: count('other'),
    start: 0,
    stop: Math.round(timing.wallMs),
  };
  yield `{"reportFormat":"CTRF","specVersion":"${SPEC_VERSION}","generatedBy":"lockstep","results":`;
  yield `{"tool":{"name":"lockstep"},"summary":${JSON.stringify(summary)},"tests":[`;
  let between = '\n';
  for (const submission of submissions) {
    for (const test of testsOf(submission, times)) {
      yield `${between}${JSON.stringify(test)}`;
      between = ',\n';
    }
  }
  yield '\n]}}\n';
}

function statusesOf({ refusal, parts }: SubmissionRecord): Status[] {
  const statuses = parts.flatMap(({ scenarios }) => scenarios.map(statusOf));
  return refusal === undefined ? statuses : ['failed', ...statuses];
}

function statusOf(scenario: GradedScenario): Status {
  const verdict = verdictOf(scenario);
  return verdict === 'undecided' ? 'other' : verdict;
}

function* testsOf({ id, refusal, parts }: SubmissionRecord, times: CpuTimes): Generator<CtrfTest> {
  const submission = plainText(id);
  // So that a submission of which nothing was run is not overlooked.
  if (refusal !== undefined) {
    const message = plainText(refusal);
    yield { name: 'submission', status: 'failed', duration: 0, suite: [submission], message };
  }
  for (const { part, scenarios } of parts) {
    for (const scenario of scenarios) {
      const duration = Math.round(times(id, part, scenario.slug));
      yield { ...scenarioTest(scenario), duration, suite: [submission, part], extra: extraOf(scenario) };
    }
  }
}

function scenarioTest(scenario: GradedScenario): Pick<CtrfTest, 'name' | 'status' | 'message' | 'trace'> {
  const { slug, failures } = scenario;
  const status = statusOf(scenario);
  const [first] = failures;
  if (status !== 'failed' || !first) return { name: slug, status };
  const message = clip(plainText(`${first.rule}: ${first.message}`), LONGEST_MESSAGE);
  return { name: slug, status, message, trace: scenarioText(scenario, EVERYTHING) };
}

function extraOf({
  points,
  max,
  runs,
  passed,
  interval,
  failures,
}: GradedScenario): NonNullable<CtrfTest['extra']> {
  const [first] = failures;
  const failing = first ? { firstFailingSeed: first.seed, replay: plainText(first.replay) } : {};
  return { lockstep: { points, max, runs, passed, interval, ...failing } };
}
