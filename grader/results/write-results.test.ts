import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubmissionRecord, SubmissionTiming } from './grade-file.ts';
import { failureRecord, GRADING, gradedScenario, submissionRecord } from './graded-fixture.ts';
import { readGradeFile, readTimingFile } from './read-grade-file.ts';
import { type GradedSubmission, type GradingAbout, writeResults } from './write-results.ts';

const ABOUT: GradingAbout = { grading: GRADING, flags: [], tier: 'bwrap', wallMs: 1234 };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-results-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function timingOf(id: string): SubmissionTiming {
  return {
    id,
    cpuMs: 10.25,
    wallMs: 20,
    parts: [{ part: 'lab2a', cpuMs: 10.25, wallMs: 20, scenarios: [] }],
  };
}

function graded(...records: readonly SubmissionRecord[]): GradedSubmission[] {
  return records.map((record) => ({ record, timing: timingOf(record.id) }));
}

function text(name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}

const ALICE = submissionRecord('alice', [gradedScenario('vote')], { name: 'Alice "A" Ång\nström' });
const FAILING = gradedScenario('vote', { passed: 9, points: 4.5, failures: [failureRecord(3)] });
const BOB = submissionRecord('bob', [FAILING], { mode: 'split' });

describe('the result files', () => {
  it('hold what JSON.stringify would lay out, whole, and can be read again', async () => {
    const flags = await writeResults(folder, ABOUT, graded(ALICE, BOB));
    expect(flags).toMatchObject([{ kind: 'tampering', id: 'bob' }]);
    const file = { version: 1, grading: GRADING, submissions: [ALICE, BOB], flags };
    expect(await text('results.json')).toBe(`${JSON.stringify(file, null, 2)}\n`);
    expect(await readGradeFile(join(folder, 'results.json'))).toEqual(file);
    const submissions = [timingOf('alice'), timingOf('bob')];
    const timing = { version: 1, submissions, tier: 'bwrap', cpuMs: 20.5, wallMs: 1234 };
    expect(await text('timing.json')).toBe(`${JSON.stringify(timing, null, 2)}\n`);
    expect(await readTimingFile(join(folder, 'timing.json'))).toEqual(timing);
  });

  it('may hold no submission', async () => {
    await writeResults(folder, ABOUT, []);
    const file = { version: 1, grading: GRADING, submissions: [], flags: [] };
    expect(await text('results.json')).toBe(`${JSON.stringify(file, null, 2)}\n`);
    expect((await text('results.csv')).split('\r\n')).toHaveLength(2);
  });

  it('have a row for the mark sheet, quoted by RFC 4180, with formulas disarmed', async () => {
    const late = { days: 2, earned: 5, penalty: 1.5 };
    await writeResults(
      folder,
      ABOUT,
      graded(
        submissionRecord('=HYPERLINK("x")', [gradedScenario('vote')], { points: 3.5, late }),
        ALICE,
        submissionRecord('zoe', [], { max: 5, refusal: 'broken zip, perhaps', parts: [] }),
      ),
    );
    expect(await text('results.csv')).toBe(
      [
        '\ufeffid,name,lab2a,earned,daysLate,penalty,total,max,notRun',
        `"'=HYPERLINK(""x"")",,5,5,2,1.5,3.5,5,`,
        'alice,"Alice ""A"" Ång\nström",5,5,0,0,5,5,',
        'zoe,,0,0,0,0,0,5,"broken zip, perhaps"',
        '',
      ].join('\r\n'),
    );
  });

  it('stay as they were if the grading fails in the middle, and nothing else is left', async () => {
    await writeFile(join(folder, 'results.json'), 'old');
    const failing = async function* (): AsyncGenerator<GradedSubmission> {
      yield* graded(ALICE);
      throw new Error('the disk is gone');
    };
    await expect(writeResults(folder, ABOUT, failing())).rejects.toThrow('the disk is gone');
    expect(await readdir(folder)).toEqual(['results.json']);
    expect(await text('results.json')).toBe('old');
  });

  it('refuse submissions that are not sorted', async () => {
    await expect(writeResults(folder, ABOUT, graded(BOB, ALICE))).rejects.toThrow('alice comes after bob');
    expect(await readdir(folder)).toEqual([]);
  });

  it('are written in pieces: a class may be far larger than what is held of it', async () => {
    const failures = Array.from({ length: 50 }, (_, seed) =>
      failureRecord(seed, { message: 'x'.repeat(500) }),
    );
    const scenarios = Array.from({ length: 20 }, (_, index) => gradedScenario(`s${index}`, { failures }));
    const parts = submissionRecord('', scenarios).parts;
    let yielded = 0;
    const many = async function* (): AsyncGenerator<GradedSubmission> {
      for (let index = 100; index < 160; index += 1) {
        yielded += 1;
        yield* graded(submissionRecord(`s${index}`, [], { parts }));
        // What was given before has left memory: the open file grows behind us.
        if (index === 159) {
          const [name = ''] = (await readdir(folder)).filter((one) => one.startsWith('results.json'));
          expect((await text(name)).length).toBeGreaterThan(30_000_000);
        }
      }
    };
    await writeResults(folder, ABOUT, many());
    expect(yielded).toBe(60);
    expect((await readGradeFile(join(folder, 'results.json'))).submissions).toHaveLength(60);
  });
});

describe('a file that is read', () => {
  async function complaint(content: string): Promise<string> {
    await writeFile(join(folder, 'r.json'), content);
    return readGradeFile(join(folder, 'r.json')).then(
      () => 'nothing is wrong',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  }

  it('must be there, JSON, and of the right shape', async () => {
    await expect(readGradeFile(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json: there is no such file/,
    );
    expect(await complaint('{')).toMatch(/^Misuse: r\.json is not JSON: /);
    expect(await complaint('[]')).toBe('Misuse: r.json: version is missing');
    expect(await complaint('3')).toBe('Misuse: r.json: the whole must be Object, not 3');
    expect(await complaint('{"version": 2}')).toContain('it is of version 2, and this grader reads 1');
    const file = { version: 1, grading: GRADING, submissions: [ALICE], flags: [] };
    const wrong = (change: object): string => JSON.stringify({ ...file, ...change });
    expect(await complaint(wrong({ flags: [{ kind: 'odd', message: '' }] }))).toMatch(
      /flags\.0\.kind must be/,
    );
    expect(await complaint(wrong({ submissions: [{ ...ALICE, points: 'many' }] }))).toBe(
      'Misuse: r.json: submissions.0.points must be number, not "many"',
    );
    expect(await complaint(wrong({ extra: 1 }))).toBe('Misuse: r.json: unknown key extra');
    expect(await complaint(wrong({ submissions: [ALICE, ALICE] }))).toBe('Misuse: r.json holds alice twice');
    expect(await complaint(wrong({}))).toBe('nothing is wrong');
  });
});
