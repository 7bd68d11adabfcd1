import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KeptResult } from './kept-result.ts';
import { keepResults, readProgress } from './progress-files.ts';

let root = '';
let folder = '';
let count = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lockstep-progress-'));
});
beforeEach(() => {
  folder = join(root, String(count++));
});
afterAll(() => rm(root, { recursive: true, force: true }));

function result(slug: string, first: number = 1, last: number = 10): KeptResult {
  const code = { files: ['labs/x/x.ts'], hash: 'aaaa' };
  return { slug, with: [], code, at: '2026-01-02T03:04:05.000Z', seeds: [[first, last]], failed: [] };
}

describe('progress files', () => {
  it('give back what was kept, joined, for each part', async () => {
    expect(await keepResults('lab2a', [result('one'), result('two')], folder)).toEqual([]);
    await keepResults('lab2a', [result('one', 11, 20)], folder);
    await keepResults('lab2b', [result('other')], folder);
    expect(await readProgress('lab2a', folder)).toEqual({
      results: [result('one', 1, 20), result('two')],
      problems: [],
    });
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('lose nothing when many write at once', async () => {
    const slugs = Array.from({ length: 30 }, (_, index) => `story-${index}`);
    await Promise.all(slugs.map((slug) => keepResults('lab2a', [result(slug)], folder)));
    const { results } = await readProgress('lab2a', folder);
    expect(results.map(({ slug }) => slug).sort()).toEqual([...slugs].sort());
  });

  it('are empty where nothing was kept', async () => {
    expect(await keepResults('lab2a', [], folder)).toEqual([]);
    expect(await readProgress('lab2a', folder)).toEqual({ results: [], problems: [] });
  });

  it.each([
    ['half a file', '{"version":1,"part":"lab2a","resu', 'JSON'],
    ['another version', '{"version":2,"results":[]}', 'its version is 2, not 1'],
    ['other content', '{"version":1,"results":[{"slug":"one"}]}', 'its results are damaged'],
    ['nothing', 'null', 'null'],
  ])('put %s aside, say so once and go on', async (_what, text, reason) => {
    await keepResults('lab2a', [result('one')], folder);
    await writeFile(join(folder, 'lab2a-0000abcd.json'), text);
    const problems = await keepResults('lab2a', [result('two')], folder);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
    expect(problems[0]).toMatch(
      /it is kept as .*lab2a-0000abcd\.json\.unreadable\. What it said starts afresh\.$/,
    );
    expect((await readProgress('lab2a', folder)).results).toEqual([result('one'), result('two')]);
    expect((await readProgress('lab2a', folder)).problems).toEqual([]);
  });

  it('say in a sentence that nothing can be written', async () => {
    await writeFile(join(root, 'file'), '');
    const problems = await keepResults('lab2a', [result('one')], join(root, 'file', 'folder'));
    expect(problems).toEqual([expect.stringContaining('could not be kept')]);
  });
});
