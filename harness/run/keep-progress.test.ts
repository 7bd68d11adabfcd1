import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepProgress } from './keep-progress.ts';
import { readProgress } from './progress-files.ts';
import type { ScenarioReport } from './test-plan.ts';

function report(part: string, slug: string, hash: string): ScenarioReport {
  const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0, exercised: {} };
  const runs = { runs: 1, passed: 1, fingerprints: { 3: 'f' }, failures: [] };
  const result = { name: slug, slug, points: 1, max: 1, ...counts, ...runs };
  return { part, result, code: { files: ['labs/x/x.ts'], hash }, logs: [] };
}

it('keeps nothing of a failure that was staged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-keep-'));
  const reports = [report('lab6b', 'without-fencing', 'aaaa'), report('lab6b', 'turns', 'aaaa')];
  await keepProgress(reports, { withReference: [], at: new Date(0), folder });
  const { results } = await readProgress('lab6b', folder);
  await rm(folder, { recursive: true });
  expect(results.map(({ slug }) => slug)).toEqual(['turns']);
});

it('keeps each scenario with its part, the code that ran, and whose the earlier labs were', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-keep-'));
  const reports = [report('lab3a', 'one', 'aaaa'), report('lab3b', 'two', 'bbbb')];
  expect(await keepProgress(reports, { withReference: ['lab2'], at: new Date(0), folder })).toEqual([]);
  const { results } = await readProgress('lab3b', folder);
  await rm(folder, { recursive: true });
  expect(results).toEqual([
    {
      slug: 'two',
      with: ['lab2'],
      code: { files: ['labs/x/x.ts'], hash: 'bbbb' },
      at: '1970-01-01T00:00:00.000Z',
      seeds: [[3, 3]],
      failed: [],
    },
  ]);
});
