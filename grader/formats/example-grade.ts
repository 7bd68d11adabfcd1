import type { GradedScenario, GradeFile, SubmissionRecord, TimingFile } from '../results/grade-file.ts';
import { failureRecord, GRADING, gradedScenario, submissionRecord } from '../results/graded-fixture.ts';

/** For tests: a scenario of 2 points that passed all of its 10 runs. */
export function exampleScenario(different: Partial<GradedScenario> = {}): GradedScenario {
  return gradedScenario('initial-election', { points: 2, max: 2, interval: [0.722, 1], ...different });
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
      failureRecord(3, { rule, message, replay: replay(3) }),
      failureRecord(4, { kind: 'exception', rule: 'lab/exception', message: 'x is null', replay: replay(4) }),
      failureRecord(7, { rule, message, replay: replay(7) }),
    ],
  });
}

/** For tests: a submission of which both scenarios are in `lab2a`. */
export function exampleSubmission(different: Partial<SubmissionRecord> = {}): SubmissionRecord {
  return submissionRecord('alice', [exampleScenario(), failingScenario()], different);
}

/** For tests: a grading of the given submissions. */
export function exampleGrade(submissions: readonly SubmissionRecord[] = [exampleSubmission()]): GradeFile {
  return { version: 1, grading: GRADING, submissions, flags: [] };
}

/** For tests: what `alice` took. */
export const EXAMPLE_TIMING: TimingFile = {
  version: 1,
  tier: 'bwrap',
  cpuMs: 1234.5,
  wallMs: 1234.5,
  submissions: [
    {
      id: 'alice',
      cpuMs: 1234.5,
      wallMs: 1234.5,
      parts: [
        {
          part: 'lab2a',
          cpuMs: 1234.5,
          wallMs: 1234.5,
          scenarios: [
            { slug: 'initial-election', cpuMs: 80.4, wallMs: 81 },
            { slug: 'reelection', cpuMs: 1154.1, wallMs: 1160 },
          ],
        },
      ],
    },
  ],
};
