import type { FailureKind } from '../../harness/run/result.ts';
import { plainText } from '../plain-text.ts';
import type {
  GradedPart,
  GradedScenario,
  GradeFile,
  SubmissionRecord,
  TimingFile,
} from '../results/grade-file.ts';
import { type CpuTimes, cpuTimes } from './cpu-times.ts';
import { EVERYTHING, scenarioText } from './scenario-text.ts';
import { verdictOf } from './verdict.ts';
import { xmlLines, xmlText } from './xml-text.ts';

/** How a `testcase` counts. */
type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

/** A check said no. All other kinds mean that the code did not get as far as to an answer: an `error`. */
const CHECKED: ReadonlySet<FailureKind> = new Set(['assertion', 'limit', 'not-implemented']);

/**
 * JUnit XML of a grading, in pieces of a submission each: a part of a submission is a suite, a scenario a
 * case. For the staff: it holds every seed and message.
 */
export function* junitXml({ submissions }: GradeFile, timing: TimingFile): Generator<string> {
  const times = cpuTimes(timing);
  const totals = attributes({
    name: 'lockstep',
    ...counts(submissions.flatMap(outcomesOf)),
    time: seconds(timing.cpuMs),
  });
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals}>\n`;
  for (const submission of submissions) yield submissionXml(submission, times);
  yield '</testsuites>\n';
}

function outcomesOf({ refusal, parts }: SubmissionRecord): Outcome[] {
  const outcomes = parts.flatMap(({ scenarios }) => scenarios.map(outcomeOf));
  return refusal === undefined ? outcomes : ['error', ...outcomes];
}

function outcomeOf(scenario: GradedScenario): Outcome {
  const verdict = verdictOf(scenario);
  if (verdict === 'undecided') return 'skipped';
  if (verdict === 'passed') return 'passed';
  const [first] = scenario.failures;
  return first && !CHECKED.has(first.kind) ? 'error' : 'failure';
}

function submissionXml(submission: SubmissionRecord, times: CpuTimes): string {
  const { id, refusal, parts } = submission;
  const suites = parts.map((part) => partXml(id, part, times));
  return [...(refusal === undefined ? [] : [refusalXml(id, refusal)]), ...suites].join('');
}

/** So that a submission of which nothing was run is not overlooked. */
function refusalXml(id: string, refusal: string): string {
  const name = plainText(id);
  const open = `  <testsuite${attributes({ name, ...counts(['error']), time: seconds(0) })}>\n`;
  const error = `      <error${attributes({ message: plainText(refusal), type: 'grader/refused' })}/>\n`;
  const testcase = attributes({ classname: name, name: 'submission', time: seconds(0) });
  return `${open}    <testcase${testcase}>\n${error}    </testcase>\n  </testsuite>\n`;
}

function partXml(id: string, { part, scenarios }: GradedPart, times: CpuTimes): string {
  const cpuMs = scenarios.map(({ slug }) => times(id, part, slug));
  const suite = attributes({
    name: `${plainText(id)} ${part}`,
    ...counts(scenarios.map(outcomeOf)),
    time: seconds(cpuMs.reduce((sum, one) => sum + one, 0)),
  });
  const cases = scenarios.map((scenario, index) => {
    const { slug } = scenario;
    // Readers group by what stands before the last dot.
    const classname = `${plainText(id)}.${part}`;
    const names = attributes({ classname, name: slug, time: seconds(cpuMs[index] ?? 0) });
    return `    <testcase${names}>\n${propertiesXml(scenario)}${outcomeXml(scenario)}    </testcase>\n`;
  });
  return `  <testsuite${suite}>\n${cases.join('')}  </testsuite>\n`;
}

function propertiesXml({ runs, passed, points, max, interval, failures }: GradedScenario): string {
  const [first] = failures;
  const properties = {
    seeds: runs,
    passed,
    ...(first ? { 'first-failing-seed': first.seed } : {}),
    'interval-low': interval[0],
    'interval-high': interval[1],
    points,
    max,
  };
  const lines = Object.entries(properties).map(
    ([name, value]) => `        <property${attributes({ name, value })}/>\n`,
  );
  return `      <properties>\n${lines.join('')}      </properties>\n`;
}

function outcomeXml(scenario: GradedScenario): string {
  const outcome = outcomeOf(scenario);
  if (outcome === 'passed') return '';
  if (outcome === 'skipped') return `      <skipped${attributes({ message: 'no run has a verdict' })}/>\n`;
  const [first] = scenario.failures;
  const why = first ? { message: plainText(first.message), type: plainText(first.rule) } : {};
  return `      <${outcome}${attributes(why)}>${xmlLines(scenarioText(scenario, EVERYTHING))}</${outcome}>\n`;
}

function counts(outcomes: readonly Outcome[]): Readonly<Record<string, number>> {
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  return {
    tests: outcomes.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}
