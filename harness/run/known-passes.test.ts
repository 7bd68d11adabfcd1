import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepProgress } from './keep-progress.ts';
import { knownPasses } from './known-passes.ts';
import type { ScenarioFailure } from './result.ts';
import type { ScenarioReport } from './test-plan.ts';

function report(slug: string, hash: string, failures: readonly ScenarioFailure[] = []): ScenarioReport {
  const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0, exercised: {} };
  const runs = { runs: 1, passed: 1 - failures.length, fingerprints: { 3: 'f' }, failures };
  const result = { name: slug, slug, points: 1, max: 1, ...counts, ...runs };
  return { part: 'lab3a', result, code: { files: ['labs/x/x.ts'], hash }, logs: [] };
}

it('knows what passed in any run of the same code, and nothing of other code', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-passes-'));
  const failure: ScenarioFailure = {
    ...{ kind: 'assertion', rule: 'x/rule', message: 'no', before: [] },
    ...{ seed: 3, replay: '', logs: [] },
  };
  const keep = (reports: readonly ScenarioReport[], withReference: readonly string[] = []) =>
    keepProgress(reports, { withReference, at: new Date(0), folder });
  await keep([report('before', 'old'), report('good', 'new'), report('bad', 'new', [failure])]);
  await keep([report('on-ours', 'new')], ['lab2']);
  const now = [report('bad', 'new', [failure])];
  const passes = await knownPasses(now, [], folder);
  const onOurs = await knownPasses(now, ['lab2'], folder);
  await rm(folder, { recursive: true });
  expect(passes).toEqual(new Map([['lab3a', new Set(['good'])]]));
  expect(onOurs).toEqual(new Map([['lab3a', new Set(['on-ours'])]]));
});
