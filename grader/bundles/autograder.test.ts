import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../../harness/run/vitest-settings.ts';
import { schemaErrors } from '../formats/schemas/schema-errors.ts';

const run = promisify(execFile);
const { stdout: python } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
});
const hasPython = Boolean(python);
if (!hasPython) console.warn('No python3: the tests of autograder.py are skipped.');

let folder = '';
let checkout = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'autograder-'));
  checkout = join(folder, 'checkout');
  const bundles = join(PROJECT, 'grader', 'bundles');
  await copyFile(join(bundles, 'classroom50', 'autograder.py'), join(folder, 'autograder.py'));
  await writeFile(
    join(folder, 'settings.json'),
    JSON.stringify({ grade: ['--lab', 'lab2a', '--runs', '1'] }),
  );
  await symlink(PROJECT, join(folder, 'lockstep'));
  await cp(join(PROJECT, 'grader', 'examples', 'election-only'), checkout, { recursive: true });
  await mkdir(join(folder, 'programs'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that stands in the way of the real one. */
async function standIn(name: string, script: string): Promise<void> {
  const path = join(folder, 'programs', name);
  await writeFile(path, `#!/bin/bash\n${script}\n`);
  await chmod(path, 0o755);
}

function autograder(path: readonly string[] = [dirname(process.execPath), process.env.PATH ?? '']) {
  const env = {
    PATH: [join(folder, 'programs'), ...path].join(delimiter),
    CLASSROOM: 'c',
    ASSIGNMENT: 'a',
    OWNER: 'alice',
    SUBMISSION_TAG: 'submit/1',
    COMMIT_URL: 'https://example.org/commit',
    RELEASE_URL: 'https://example.org/release',
    GITHUB_TOKEN: 'secret',
  };
  return run(python.trim(), [join(folder, 'autograder.py')], { cwd: checkout, env });
}

describe.skipIf(!hasPython)('autograder.py', () => {
  it('grades the checkout that it is run in', async () => {
    await autograder();
    const result: unknown = JSON.parse(await readFile(join(checkout, 'result.json'), 'utf8'));
    expect(schemaErrors('classroom50-result', result)).toEqual([]);
    expect(result).toMatchObject({ owner: 'alice', score: 2000, 'max-score': 2000 });
  });

  it('dates a submission by its commit', async () => {
    const git = (...words: string[]) => run('git', ['-C', checkout, ...words]);
    await git('init', '-q');
    await git('add', '.');
    const author = ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.org'];
    const date = '2026-06-01T16:32:01+02:00';
    const env = { ...process.env, GIT_COMMITTER_DATE: date };
    await run('git', ['-C', checkout, ...author, 'commit', '-q', '-m', 'Raft'], { env });
    await standIn('node', 'echo "at $SUBMITTED_AT"');
    expect((await autograder()).stdout).toContain(`at ${date}`);
  });

  it('gives the grader no token', async () => {
    await standIn('node', 'echo "[$OWNER] [$GITHUB_TOKEN]"');
    expect((await autograder()).stdout).toContain('[alice] []');
  });

  it('leaves nothing that a student put there when the grader is killed', async () => {
    await writeFile(join(checkout, 'result.json'), '{"score": 100}');
    await mkdir(join(checkout, 'release-body.md'));
    await standIn('node', 'kill -9 $$');
    await expect(autograder()).rejects.toMatchObject({ code: 1 });
    expect(existsSync(join(checkout, 'result.json'))).toBe(false);
    expect(existsSync(join(checkout, 'release-body.md'))).toBe(false);
  });

  it('says what is missing where there is no Node.js', async () => {
    await expect(autograder([])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/there is no Node.js/),
    });
  });

  it('installs the packages once, and says if that fails', async () => {
    await rm(join(folder, 'lockstep'));
    await mkdir(join(folder, 'lockstep'));
    await standIn('npm', 'exit 1');
    await standIn('node', 'exit 0');
    await expect(autograder()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/npm ci failed/),
    });
  });
});
