import { expect, it } from 'vitest';
import { resultFile } from './result-file.ts';
import { scorePart, scoreScenario } from './score.ts';

it('lays out version 1 as documented, key by key', () => {
  const scenario = { name: 'initial election', slug: 'initial-election', points: 5, floors: {} };
  const counts = {
    events: 4,
    rpcs: 3,
    bytes: 200,
    virtualMs: 5000,
    cpuMs: 1.25,
    exercised: { leaderChanges: 12 },
  };
  const run = { part: 'lab2a', slug: 'initial-election', logs: [], ...counts };
  const failure = {
    kind: 'assertion',
    rule: 'raft/election-safety',
    message: 'two leaders',
    paper: 'Raft §5.2',
    before: ['something'],
  } as const;
  const result = scoreScenario(
    scenario,
    [
      { ...run, seed: 1, fingerprint: '9f86d081', failure: undefined },
      { ...run, seed: 3, fingerprint: '', failure },
    ],
    { ofSeed: (seed) => `npm test lab2a seed=${seed} only=initial-election`, ofAll: '' },
  );

  const file = resultFile({ impl: 'labs', runs: 2, wallMs: 812.7, parts: [scorePart('lab2a', [result])] });

  expect(JSON.stringify(file, null, 1)).toBe(
    JSON.stringify(
      {
        version: 1,
        impl: 'labs',
        runs: 2,
        cpuMs: 2.5,
        wallMs: 813,
        virtualMs: 10_000,
        parts: [
          {
            part: 'lab2a',
            points: 2.5,
            max: 5,
            scenarios: [
              {
                name: 'initial election',
                slug: 'initial-election',
                points: 2.5,
                max: 5,
                runs: 2,
                passed: 1,
                events: 8,
                rpcs: 6,
                bytes: 400,
                virtualMs: 10_000,
                cpuMs: 2.5,
                exercised: { leaderChanges: 24 },
                fingerprints: { '1': '9f86d081', '3': '' },
                failures: [
                  {
                    seed: 3,
                    kind: 'assertion',
                    rule: 'raft/election-safety',
                    message: 'two leaders',
                    replay: 'npm test lab2a seed=3 only=initial-election',
                  },
                ],
              },
            ],
          },
        ],
      },
      null,
      1,
    ),
  );
});
