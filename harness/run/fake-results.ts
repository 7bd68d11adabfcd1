import type { ScenarioFailure, ScenarioResult } from './result.ts';

/** A scenario of ten runs that passed, but for what `rest` says; for tests of reports. */
export function fakeScenario(slug: string, rest: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    name: slug.replaceAll('-', ' '),
    slug,
    points: 5,
    max: 5,
    runs: 10,
    passed: 10,
    events: 0,
    rpcs: 0,
    bytes: 0,
    virtualMs: 20_000,
    cpuMs: 350,
    exercised: { elections: 12, commits: 30 },
    fingerprints: {},
    failures: [],
    ...rest,
  };
}

/** One of which every run fails in the same way. */
export function fakeFailing(slug: string, rest: Partial<ScenarioFailure>): ScenarioResult {
  return fakeScenario(slug, { passed: 0, points: 0, failures: [fakeFailure(1, rest), fakeFailure(2, rest)] });
}

export function fakeFailure(seed: number, rest: Partial<ScenarioFailure> = {}): ScenarioFailure {
  return {
    kind: 'assertion',
    rule: 'raft/x',
    message: 'no',
    before: [],
    seed,
    replay: 'npm test …',
    logs: [],
    ...rest,
  };
}
