import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../../harness/run/vitest-settings.ts';

const run = promisify(execFile);
const START = join(PROJECT, 'harness', 'run', 'start.mjs');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bundle = (...words: string[]) =>
  run(process.execPath, [START, 'grader/bundles/bundle-command.ts', ...words], {
    env: { ...process.env, INIT_CWD: folder },
  });

describe('npm run grade:bundle', () => {
  it('writes a zip for Gradescope, with the settings and the policy that they name', async () => {
    await writeFile(join(folder, 'our.yaml'), 'runs: 3\n');
    await writeFile(join(folder, 'ours.json'), '{ "grade": ["--lab", "lab2"], "policy": "our.yaml" }');
    await bundle('gradescope', 'autograder.zip', '--settings', 'ours.json');
    const files = unzipSync(await readFile(join(folder, 'autograder.zip')));
    const text = (path: string) => Buffer.from(files[path] ?? []).toString();
    expect(JSON.parse(text('settings.json'))).toEqual({
      grade: ['--lab', 'lab2'],
      visibility: 'visible',
      policy: 'policy.yaml',
    });
    expect(text('policy.yaml')).toBe('runs: 3\n');
    expect(text('run_autograder')).toMatch(/^#!/);
  });

  it('writes a folder for Classroom 50 in which the grader starts', async () => {
    await bundle('classroom50', 'raft');
    expect((await readdir(join(folder, 'raft'))).sort()).toEqual([
      'autograder.py',
      'lockstep',
      'settings.json',
    ]);
    const course = join(folder, 'raft', 'lockstep');
    await symlink(join(PROJECT, 'node_modules'), join(course, 'node_modules'));
    const start = join(course, 'harness', 'run', 'start.mjs');
    const { stdout } = await run(process.execPath, [start, 'grader/grade-command.ts', '--help']);
    expect(stdout).toContain('npm run grade');
    // Without the environment of a runner it stops where it should, and not at an import.
    const other = run(process.execPath, [start, 'grader/bundles/classroom50-command.ts'], { cwd: folder });
    await expect(other).rejects.toMatchObject({ stderr: expect.stringMatching(/does not say CLASSROOM/) });
  });

  it.each([
    [['moodle', 'x.zip'], /gradescope, classroom50/],
    [['gradescope'], /missing required argument/],
    [['gradescope', 'no/such/folder/x.zip'], /cannot write .*ENOENT/],
    [['gradescope', 'x.zip', '--settings', 'none.json'], /cannot read the settings/],
    [['classroom50', '.'], /name a folder that is empty/],
  ])('%j gets one clear message', async (words, message) => {
    await writeFile(join(folder, 'something'), '');
    await expect(bundle(...words)).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  it('tries the options that every student will be graded with', async () => {
    await writeFile(join(folder, 'ours.json'), '{ "grade": ["--rums", "3"] }');
    const typo = bundle('gradescope', 'x.zip', '--settings', 'ours.json');
    await expect(typo).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(/--rums/) });
  });
});
