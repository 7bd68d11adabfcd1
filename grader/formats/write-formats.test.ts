import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Misuse } from '../misuse.ts';
import { EXAMPLE_TIMING, exampleGrade, exampleSubmission } from './example-grade.ts';
import { EVERYTHING } from './scenario-text.ts';
import { FORMATS, type Format, writeFormats } from './write-formats.ts';

let out = '';
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterEach(() => rm(out, { recursive: true }));

const env = {
  CLASSROOM: 'c',
  ASSIGNMENT: 'a',
  OWNER: 'alice',
  SUBMISSION_TAG: 'submit/1',
  COMMIT_URL: 'u',
  RELEASE_URL: 'u',
  SUBMITTED_AT: '2026-06-01T14:32:01Z',
};
const write = (formats: readonly Format[], grade = exampleGrade()) =>
  writeFormats(out, grade, EXAMPLE_TIMING, { formats, feedback: EVERYTHING, env });

describe('writing formats', () => {
  it('writes what was asked for, and says what', async () => {
    expect(await write(['gradescope', 'junit', 'gradescope'])).toEqual(['junit.xml', 'gradescope/']);
    expect((await readdir(out)).sort()).toEqual(['gradescope', 'junit.xml']);
    expect(await write(FORMATS)).toEqual(['junit.xml', 'ctrf.json', 'gradescope/', 'classroom50.json']);
    expect((await readdir(out)).sort()).toEqual(['classroom50.json', 'ctrf.json', 'gradescope', 'junit.xml']);
  });

  it('names no file outside its folder, whatever the id', async () => {
    await write(['gradescope'], exampleGrade([exampleSubmission({ id: '../../a b' })]));
    const names = await readdir(join(out, 'gradescope'));
    expect(names).toHaveLength(1);
    expect(JSON.parse(await readFile(join(out, 'gradescope', names[0] ?? ''), 'utf8'))).toHaveProperty(
      'score',
      3.4,
    );
  });

  it('replaces a link rather than what it leads to', async () => {
    await writeFile(join(out, 'precious'), 'kept');
    await symlink(join(out, 'precious'), join(out, 'junit.xml'));
    await write(['junit']);
    expect(await readFile(join(out, 'precious'), 'utf8')).toBe('kept');
    expect(await readFile(join(out, 'junit.xml'), 'utf8')).toContain('<testsuites');
  });

  it('refuses a class where the format is of one submission', async () => {
    const two = exampleGrade([exampleSubmission(), exampleSubmission({ id: 'bob' })]);
    await expect(write(['classroom50'], two)).rejects.toThrow(Misuse);
  });
});
