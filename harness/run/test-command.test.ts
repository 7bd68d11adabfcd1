import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ResultFile } from './result-file.ts';
import { writePlanFile } from './shrink/plan-file.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

describe('npm test', () => {
  it.each([
    [['lab2x'], 'lab2x'],
    [['lab2a', 'runs=none'], 'runs'],
    [['lab2a', 'colour=red'], 'colour=red'],
    [['lab2a', 'only=no-such-story'], 'no-such-story'],
    [['lab2a', 'json=no/such/folder/out.json'], 'no/such/folder'],
    [['lab2a', 'shrink', 'watch'], 'shrink and watch'],
    [['shrink'], 'npm test labs shrink'],
    [['plan=no/such.plan.json'], 'no such file'],
  ])('exits with 2 and names what is wrong in %j', async (words, named) => {
    const { code, stdout, stderr } = await run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(named);
  });

  it('explains itself and exits with 0', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('seeds 1 to N');
  });

  it('says that there is nothing to shrink where nothing fails', async () => {
    const { code, stdout } = await run(['lab2a', 'solution', 'shrink', 'seed=7', 'only=initial-election']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('nothing to shrink') });
  });

  it('runs what a plan file says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-command-'));
    const content = { part: 'lab2a', slug: 'reelection', seed: 3, rule: 'raft/leader-elected' };
    const plan = { faults: { without: ['faults network #1'] }, dice: 3 };
    const path = join(folder, await writePlanFile(folder, { ...content, plan }));
    const { code, stdout } = await run(['solution', `plan=${path}`]);
    rmSync(folder, { recursive: true });
    expect(code).toBe(0);
    expect(stdout).toContain('made smaller because it broke raft/leader-elected');
    expect(stdout).toMatch(/PASSED {2}lab2a/);
  });

  // Windows has no signal that a process could answer.
  it.skipIf(process.platform === 'win32')('watches until it is told to end', async () => {
    const words = ['lab2a', 'solution', 'watch', 'seed=7', 'only=initial-election'];
    const { code, stdout } = await watchOnce(words);
    expect(code).toBe(0);
    expect(stdout).toContain('lab2a  first round, ');
    expect(stdout).toMatch(/PASSED {2}lab2a: 1 of 1 point, 1 run/);
  });

  it('writes JSON to standard output and nothing else', async () => {
    const words = ['lab2a', 'solution', 'seed=7', 'only=initial-election', 'json=-'];
    const { code, stdout, stderr } = await run(words);
    expect(code).toBe(0);
    const file = JSON.parse(stdout) as ResultFile;
    expect(file).toMatchObject({ version: 1, impl: 'solutions', runs: 1 });
    expect(file.parts[0]?.scenarios[0]?.fingerprints['7']).toMatch(/^[0-9a-f]{16}$/);
    expect(stderr).toMatch(/PASSED {2}lab2a/);
  });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Tells it to end after the first verdict. */
function watchOnce(words: readonly string[]): Promise<Pick<Ended, 'code' | 'stdout'>> {
  const args = ['harness/run/start.mjs', 'harness/run/test-command.ts', ...words];
  const child = spawn(process.execPath, args, { cwd: PROJECT, env: environment() });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (/(PASSED|FAILED) .*\n/.test(stdout)) child.kill();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, stdout })));
}

/** What npm told the test run that this test is part of is not for the command that it starts. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_config|VITEST)/i.test(name));
  return Object.fromEntries(own);
}

function run(words: readonly string[]): Promise<Ended> {
  const options = { cwd: PROJECT, env: environment() };
  const args = ['harness/run/start.mjs', 'harness/run/test-command.ts', ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}
