import type { FailureRecord } from '../../harness/run/result-file.ts';
import { gradePart } from '../score/score-submission.ts';
import { wilsonInterval } from '../score/wilson.ts';
import type { GradedScenario, GradingRecord, SubmissionRecord } from './grade-file.ts';

/** A scenario of ten runs that passed, but for what `rest` says; for tests of what reads gradings. */
export function gradedScenario(slug: string, rest: Partial<GradedScenario> = {}): GradedScenario {
  const { passed = 10, runs = 10 } = rest;
  const fingerprints = Object.fromEntries(Array.from({ length: runs }, (_, index) => [index + 1, 'f']));
  return {
    name: slug.replaceAll('-', ' '),
    slug,
    points: 5,
    max: 5,
    runs,
    passed,
    interval: wilsonInterval(passed, runs),
    repeatedSplit: 1,
    events: 100,
    rpcs: 10,
    bytes: 1000,
    virtualMs: 20_000,
    exercised: { elections: 12 },
    fingerprints,
    failures: [],
    ...rest,
  };
}

export function failureRecord(seed: number, rest: Partial<FailureRecord> = {}): FailureRecord {
  return {
    seed,
    kind: 'assertion',
    rule: 'raft/x',
    message: 'no',
    replay: `npm test … seed=${seed}`,
    ...rest,
  };
}

/** A submission with one part, `lab2a`, in time and in the sample's mode, but for what `rest` says. */
export function submissionRecord(
  id: string,
  scenarios: readonly GradedScenario[],
  rest: Partial<SubmissionRecord> = {},
): SubmissionRecord {
  const part = gradePart('lab2a', scenarios);
  const { points, max } = part;
  return { id, points, max, notes: [], mode: 'sampled', parts: [part], ...rest };
}

export const GRADING: GradingRecord = {
  parts: ['lab2a'],
  runs: 10,
  auto: false,
  secretSeeds: true,
  withReference: [],
  scoreRule: 'max × passed / runs',
};
