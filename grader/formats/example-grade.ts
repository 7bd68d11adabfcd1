import type {
  GradedPart,
  GradedScenario,
  GradeFile,
  SubmissionRecord,
  TimingFile,
} from '../results/grade-file.ts';

/** For tests: a scenario that passed all of its 10 runs. */
export function exampleScenario(different: Partial<GradedScenario> = {}): GradedScenario {
  return {
    name: 'initial election',
    slug: 'initial-election',
    points: 2,
    max: 2,
    runs: 10,
    passed: 10,
    events: 900,
    rpcs: 100,
    bytes: 5000,
    virtualMs: 3000,
    exercised: { elections: 12 },
    fingerprints: { 1: '9f86d081884c7d65' },
    failures: [],
    interval: [0.722, 1],
    repeatedSplit: 1,
    ...different,
  };
}

/** For tests: a scenario of which seeds 3, 4 and 7 failed, for two reasons. */
export function failingScenario(message = 'servers 0 and 2 lead in term 4'): GradedScenario {
  const replay = (seed: number) => `npm test lab2a seed=${seed} only=reelection`;
  const rule = 'raft/election-safety';
  return exampleScenario({
    name: 'election after the leader is cut off',
    slug: 'reelection',
    points: 1.4,
    passed: 7,
    interval: [0.397, 0.892],
    failures: [
      { seed: 3, kind: 'assertion', rule, message, replay: replay(3) },
      { seed: 4, kind: 'exception', rule: 'lab/exception', message: 'x is null', replay: replay(4) },
      { seed: 7, kind: 'assertion', rule, message, replay: replay(7) },
    ],
  });
}

/** For tests: a submission with one part, worth what its scenarios are. */
export function exampleSubmission(different: Partial<SubmissionRecord> = {}): SubmissionRecord {
  const scenarios = [exampleScenario(), failingScenario()];
  const parts: GradedPart[] = [{ part: 'lab2a', points: 3.4, max: 4, scenarios }];
  return { id: 'alice', points: 3.4, max: 4, notes: [], mode: 'sampled', parts, ...different };
}

/** For tests: a grading of the given submissions. */
export function exampleGrade(submissions: readonly SubmissionRecord[] = [exampleSubmission()]): GradeFile {
  const grading = {
    parts: ['lab2a'],
    runs: 10,
    auto: false,
    secretSeeds: false,
    withReference: [],
    scoreRule: 'max × passed / runs',
  };
  return { version: 1, grading, submissions, flags: [] };
}

/** For tests: what `alice` took. */
export const EXAMPLE_TIMING: TimingFile = {
  version: 1,
  tier: 'bwrap',
  cpuMs: 2100,
  wallMs: 1234.5,
  submissions: [
    {
      id: 'alice',
      cpuMs: 2100,
      wallMs: 1234.5,
      parts: [
        {
          part: 'lab2a',
          cpuMs: 2100,
          wallMs: 1234.5,
          scenarios: [
            { slug: 'initial-election', cpuMs: 100, wallMs: 80.4 },
            { slug: 'reelection', cpuMs: 2000, wallMs: 1154.1 },
          ],
        },
      ],
    },
  ],
};
