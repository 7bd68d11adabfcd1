import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mergeFolders } from './merge-folders.ts';
import { writePages } from './pages/write-pages.ts';
import { DEFAULT_POLICY } from './policy/policy.ts';
import type { ClassFlag, ShardNumber } from './results/grade-file.ts';
import { failureRecord, GRADING, gradedScenario, submissionRecord } from './results/graded-fixture.ts';
import { readGradeFile, readTimingFile } from './results/read-grade-file.ts';
import { type GradedSubmission, writeResults } from './results/write-results.ts';

const OURS: ClassFlag = {
  kind: 'fails-for-our-solution',
  part: 'lab2a',
  slug: 'vote',
  message: 'ours fails',
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-merge-'));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** As a grading leaves it: results, the pages of the students, and a timeline of each. */
async function graded(name: string, ids: readonly string[], shard?: ShardNumber): Promise<string> {
  const out = join(folder, name);
  await mkdir(out);
  const submissions: GradedSubmission[] = ids.map((id) => ({
    record: submissionRecord(id, [
      gradedScenario('vote', { passed: 1, runs: 3, failures: [failureRecord(3)] }),
    ]),
    timing: { id, cpuMs: 1, wallMs: 1, parts: [] },
  }));
  const about = { grading: GRADING, flags: [OURS], tier: 'bwrap', wallMs: 5, ...(shard ? { shard } : {}) };
  await writeResults(out, about, submissions);
  const results = await readGradeFile(join(out, 'results.json'));
  const timing = await readTimingFile(join(out, 'timing.json'));
  const links = [{ part: 'lab2a', slug: 'vote', seed: 3, file: 'lab2a-vote-3.html' }];
  const timelines = new Map(ids.map((id) => [id, links]));
  await writePages(out, results, timing, { feedback: DEFAULT_POLICY.feedback, timelines });
  for (const id of ids) {
    await mkdir(join(out, 'students', id, 'timelines'), { recursive: true });
    await writeFile(join(out, 'students', id, 'timelines', 'lab2a-vote-3.html'), `the run of ${id}`);
  }
  return out;
}

async function files(out: string): Promise<Map<string, string>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths
    .sort()
    .map(async (path) => [path.slice(out.length), await readFile(path, 'utf8')] as const);
  return new Map(await Promise.all(texts));
}

describe('mergeFolders', () => {
  it('gives the files of a grading without shards, timelines among them', async () => {
    const whole = await graded('whole', ['a', 'b', 'c', 'd', 'e']);
    const one = await graded('one', ['a', 'c', 'e'], { index: 1, of: 2 });
    const two = await graded('two', ['b', 'd'], { index: 2, of: 2 });
    const out = join(folder, 'out');
    await mergeFolders(out, [two, one], ['junit']);
    const [merged, wanted] = [await files(out), await files(whole)];
    expect([...merged.keys()]).toEqual([...wanted.keys(), '/junit.xml', '/written.json'].sort());
    for (const name of ['/timing.json', '/report.html', '/junit.xml', '/written.json']) {
      expect(merged.get(name)).toBeTruthy();
      merged.delete(name);
      wanted.delete(name);
    }
    expect(merged).toEqual(wanted);
    expect(merged.get('/results.json')).toContain('fails-for-our-solution');
  });

  it('removes what an earlier merge wrote and this one does not', async () => {
    const out = join(folder, 'out');
    const one = await graded('one', ['a', 'gone'], { index: 1, of: 2 });
    const two = await graded('two', ['b'], { index: 2, of: 2 });
    await mergeFolders(out, [one, two], ['junit']);
    await writeFile(join(out, 'notes.txt'), 'mine');
    expect([...(await files(out)).keys()]).toContain('/students/gone/timelines/lab2a-vote-3.html');

    const later = await graded('later', ['a'], { index: 1, of: 2 });
    await mergeFolders(out, [later, two], []);
    const names = [...(await files(out)).keys()];
    expect(names.filter((name) => name.includes('gone') || name === '/junit.xml')).toEqual([]);
    const kept = ['/notes.txt', '/students/a.html', '/students/b/timelines/lab2a-vote-3.html'];
    expect(names).toEqual(expect.arrayContaining(kept));
  });

  it('says which shard is damaged', async () => {
    const one = await graded('one', ['a'], { index: 1, of: 2 });
    const two = await graded('two', ['b'], { index: 2, of: 2 });
    const out = join(folder, 'out');
    await rm(join(two, 'timing.json'));
    await expect(mergeFolders(out, [one, two], [])).rejects.toThrow(
      /^two: cannot read the times .*no such file$/,
    );
    await cp(join(one, 'timing.json'), join(two, 'timing.json'));
    await expect(mergeFolders(out, [one, two], [])).rejects.toThrow('of 2 shards these are missing: 2');
    await rm(join(two, 'students'), { recursive: true });
    await expect(mergeFolders(out, [one, two], [])).rejects.toThrow(
      'two: the pages of its students are missing',
    );
    await expect(mergeFolders(one, [one, two], [])).rejects.toThrow(
      'is a shard, and what is in it would be lost',
    );
    expect(await readdir(folder)).not.toContain('out');
  });
});
