import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Classroom50Result } from '../formats/classroom50.ts';
import { schemaErrors } from '../formats/schemas/schema-errors.ts';
import { Misuse } from '../misuse.ts';
import { gradeOnClassroom50 } from './classroom50-run.ts';
import { fakeGrader } from './fake-grader.ts';

let folder = '';
let checkout = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'classroom50-'));
  checkout = join(folder, 'checkout');
  await mkdir(join(checkout, 'lab2-raft'), { recursive: true });
  await settings(['--lab', 'lab2a']);
});
afterEach(() => rm(folder, { recursive: true }));

async function settings(grade: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ grade }));
}

async function gradeWith(code: string): Promise<void> {
  const env = {
    CLASSROOM50_BUNDLE_DIR: folder,
    CLASSROOM: 'c',
    ASSIGNMENT: 'a',
    OWNER: 'alice',
    SUBMISSION_TAG: 'submit/1',
    COMMIT_URL: 'u',
    RELEASE_URL: 'u',
    SUBMITTED_AT: '2026-06-01T14:32:01Z',
  };
  await gradeOnClassroom50(checkout, env, await fakeGrader(folder, code));
}

async function result(): Promise<Classroom50Result> {
  const value: unknown = JSON.parse(await readFile(join(checkout, 'result.json'), 'utf8'));
  expect(schemaErrors('classroom50-result', value)).toEqual([]);
  return value as Classroom50Result;
}

describe('grading on Classroom 50', () => {
  it('writes the result and the release page', async () => {
    await gradeWith('write();');
    expect(await result()).toMatchObject({ owner: 'alice', score: 340, 'max-score': 400 });
    expect(await readFile(join(checkout, 'release-body.md'), 'utf8')).toMatch(/^### 3.4 of 4 points\n/);
  });

  it('says what the grader says of files that it cannot grade', async () => {
    await gradeWith('process.stderr.write("grade: no lab in " + folder + "\\n"); process.exit(2);');
    const { tests } = await result();
    expect(tests.map(({ passed, output }) => [passed, output])).toEqual([
      [false, 'The grader did not start: no lab in your upload'],
    ]);
  });

  it('leaves a valid result that says so when the grader is killed in mid-grade', async () => {
    await expect(gradeWith('write(); process.kill(process.pid, "SIGKILL");')).rejects.toThrow(/SIGKILL/);
    const { score, tests } = await result();
    expect([score, tests[0]?.passed]).toEqual([0, false]);
    expect(tests[0]?.output).toMatch(/did not finish. This is not your fault/);
  });

  it('writes over a link of the student, not to where it leads', async () => {
    await writeFile(join(folder, 'precious'), 'kept');
    await symlink(join(folder, 'precious'), join(checkout, 'result.json'));
    await gradeWith('write();');
    expect(await readFile(join(folder, 'precious'), 'utf8')).toBe('kept');
    expect((await result()).score).toBe(340);
  });

  it('takes no secret, as students can read it', async () => {
    await settings(['--seed-base', 'a sentence only you know']);
    await expect(gradeWith('write();')).rejects.toThrow(Misuse);
  });
});
