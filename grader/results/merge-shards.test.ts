import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { byId } from '../order.ts';
import type { ClassFlag, GradingRecord, ShardNumber, SubmissionRecord } from './grade-file.ts';
import { failureRecord, GRADING, gradedScenario, submissionRecord } from './graded-fixture.ts';
import { mergeShards, type Shard } from './merge-shards.ts';
import { readGradeFile, readTimingFile } from './read-grade-file.ts';
import { type GradedSubmission, writeResults } from './write-results.ts';

const OURS: ClassFlag = {
  kind: 'fails-for-our-solution',
  part: 'lab2a',
  slug: 'hard',
  message: 'our own solution …',
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-merge-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Fails what nearly everyone fails, with seeds beyond what arrays are indexed by. */
function submission(id: string): SubmissionRecord {
  const failures = [failureRecord(4_503_599_627_370_495), failureRecord(7)];
  const fingerprints = { '4503599627370495': 'b', '7': 'a', '12': '' };
  const hard = gradedScenario('hard', { passed: 1, runs: 3, points: 1.67, failures, fingerprints });
  return submissionRecord(id, [gradedScenario('vote'), hard], id === 'e' ? { mode: 'split' } : {});
}

function graded(...ids: readonly string[]): GradedSubmission[] {
  return ids.map((id) => ({
    record: submission(id),
    timing: { id, cpuMs: id.length + 0.5, wallMs: 3, parts: [] },
  }));
}

async function gradeShard(
  name: string,
  ids: readonly string[],
  grading = GRADING,
  shard?: ShardNumber,
): Promise<Shard> {
  const about = { grading, flags: [OURS], tier: 'bwrap', wallMs: 50, ...(shard ? { shard } : {}) };
  await writeResults(folder, about, graded(...ids));
  const results = await readGradeFile(join(folder, 'results.json'));
  return { name, results, timing: await readTimingFile(join(folder, 'timing.json')) };
}

async function written(): Promise<string[]> {
  return [
    await readFile(join(folder, 'results.json'), 'utf8'),
    await readFile(join(folder, 'results.csv'), 'utf8'),
  ];
}

describe('shards', () => {
  it('merge to the bytes of a grading without shards, with flags that no shard could see', async () => {
    const ids = ['a', 'B', 'c', 'D', 'e', 'ß', 'z'].sort((a, b) => byId({ id: a }, { id: b }));
    await gradeShard('all', ids);
    const whole = await written();
    expect(whole[0]).toContain('fails-for-nearly-everyone');

    const shards = [await gradeShard('none', [])];
    for (const third of [1, 0, 2]) {
      const some = ids.filter((_, index) => index % 3 === third);
      shards.push(await gradeShard(`${third}`, some));
    }
    const flags = shards.flatMap(({ results }) => results.flags.map(({ kind }) => kind));
    expect(flags).not.toContain('fails-for-nearly-everyone');
    const { about, submissions } = mergeShards(shards);
    await writeResults(folder, about, submissions);
    expect(await written()).toEqual(whole);
    expect(await readTimingFile(join(folder, 'timing.json'))).toMatchObject({ wallMs: 200, cpuMs: 10.5 });
  });

  it('must be of one grading', async () => {
    const other: GradingRecord = { ...GRADING, runs: 20 };
    const shards = [await gradeShard('out/1', ['a']), await gradeShard('out/2', ['b'], other)];
    expect(() => mergeShards(shards)).toThrow(
      'out/1 and out/2 are not shards of one grading: runs is 10 and 20',
    );
  });

  it('must have the same seeds and points', async () => {
    const one = await gradeShard('out/1', ['a']);
    const other = await gradeShard('out/2', ['b']);
    const text = JSON.stringify(other.results);
    const results = JSON.parse(text.replace(/"fingerprints":{[^}]*}/g, '"fingerprints":{"99":"f"}'));
    expect(() => mergeShards([one, { ...other, results }])).toThrow('so their --seed-base differs');
    const dearer = JSON.parse(text.replaceAll('"max":10,', '"max":12,'));
    expect(() => mergeShards([one, { ...other, results: dearer }])).toThrow(
      'out/1 and out/2 are not shards of one grading: parts are worth 10 and 12 points',
    );
  });

  it('must be all there', async () => {
    const shard = await gradeShard('out/1', ['a']);
    const numbered = (index: number, of: number, ids: readonly string[]): Promise<Shard> =>
      gradeShard(`out/${index}`, ids, GRADING, { index, of });
    const [first, third] = [await numbered(1, 4, ['a']), await numbered(3, 4, ['b'])];
    expect(() => mergeShards([first, third])).toThrow('of 4 shards these are missing: 2, 4');
    expect(() => mergeShards([first, shard])).toThrow('out/1 and out/1 are not cut into the same number');
    const [one, two] = [await numbered(1, 2, ['a']), await numbered(2, 2, ['b'])];
    expect(mergeShards([two, one]).submissions.map(({ record }) => record.id)).toEqual(['a', 'b']);
    expect(mergeShards([one, two]).about).not.toHaveProperty('shard');
  });

  it('must not hold a submission twice', async () => {
    const shards = [await gradeShard('out/1', ['a', 'b']), await gradeShard('out/2', ['b'])];
    expect(() => mergeShards(shards)).toThrow('b is in out/1 and in out/2');
  });

  it('must come with their times, and there must be one', async () => {
    const shard = await gradeShard('out/1', ['a']);
    const without = { ...shard, timing: { ...shard.timing, submissions: [] } };
    expect(() => mergeShards([without])).toThrow('out/1: its timing.json does not know a');
    expect(() => mergeShards([])).toThrow('name the shards to merge');
  });
});
