import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GradescopeResult } from '../formats/gradescope.ts';
import { schemaErrors } from '../formats/schemas/schema-errors.ts';
import { gradescopeRoot } from './gradescope-root.ts';

const run = promisify(execFile);

let root = '';
let programs = '';
beforeEach(async () => {
  root = await gradescopeRoot('election-only', ['--lab', 'lab2a', '--runs', '1']);
  programs = join(root, 'programs');
  await mkdir(programs);
});
afterEach(() => rm(root, { recursive: true }));

/** A program that stands in the way of the real one. */
async function standIn(name: string, script: string): Promise<void> {
  await writeFile(join(programs, name), `#!/usr/bin/env bash\n${script}\n`);
  await chmod(join(programs, name), 0o755);
}

async function bash(name: string): Promise<string> {
  const path = [programs, dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, AUTOGRADER_ROOT: root };
  const { stdout, stderr } = await run('bash', [join(root, 'source', name)], { env });
  return stdout + stderr;
}

async function result(): Promise<GradescopeResult> {
  const value: unknown = JSON.parse(await readFile(join(root, 'results', 'results.json'), 'utf8'));
  expect(schemaErrors('gradescope-results', value)).toEqual([]);
  return value as GradescopeResult;
}

describe('run_autograder', () => {
  it('grades a submission', async () => {
    await bash('run_autograder');
    const { score, tests } = await result();
    expect(score).toBe(20);
    expect(tests[0]).toMatchObject({ number: '1.1', status: 'passed' });
  });

  it('leaves a valid result when everything is killed', async () => {
    await standIn('node', 'kill -9 $$');
    expect(await bash('run_autograder')).toContain('ended with code 137');
    expect((await result()).output).toMatch(/did not finish. This is not your fault/);
  });

  it('leaves a valid result when there is not even Node.js', async () => {
    await standIn('node', 'exit 127');
    await bash('run_autograder');
    expect(await result()).toMatchObject({ score: 0 });
  });

  it('leaves a valid result when the grader cannot write its own', async () => {
    await writeFile(join(root, 'file'), '');
    await standIn('node', `TMPDIR=${join(root, 'file')} exec ${process.execPath} "$@"`);
    expect(await bash('run_autograder')).toContain('ENOTDIR');
    expect((await result()).output).toMatch(/did not finish/);
  });

  it('takes the results of an earlier submission for nobody', async () => {
    await writeFile(join(root, 'results', 'results.json'), '{"score": 100}');
    await standIn('node', 'exit 1');
    await bash('run_autograder');
    expect(await result()).toMatchObject({ score: 0 });
  });
});

describe('setup.sh', () => {
  it('installs what the grader needs, and tries it', async () => {
    await standIn('apt-get', 'echo "apt-get $*"');
    await standIn('npm', 'echo "npm $* in $(basename "$PWD")"');
    const lines = (await bash('setup.sh')).split('\n');
    expect(lines).toContain('apt-get update');
    expect(lines).toContain('npm ci --no-fund --no-audit in lockstep');
    expect(lines).toContain('Ready to grade.');
  });

  it('fails with the image, not with the first student', async () => {
    await standIn('apt-get', 'exit 0');
    await standIn('npm', 'exit 1');
    await expect(bash('setup.sh')).rejects.toThrow();
  });
});
