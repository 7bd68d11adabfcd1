import type { FailureRecord } from '../../harness/run/result-file.ts';
import type { GradedScenario } from '../results/grade-file.ts';
import { wilsonInterval } from './wilson.ts';

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
