import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../labrpc/sim/random.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
/** Some pass, some fail, some have to be ended. */
const CLASS = ['correct-other-style', 'no-up-to-date-check', 'empty-stub', 'does-not-compile'];
/** More by hand: KILLS=20. */
const KILLS = Number(process.env.KILLS ?? 4);
const LONGEST_MS = 8000;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-resume-'));
  for (const id of CLASS) {
    await cp(new URL(`examples/${id}`, import.meta.url), join(folder, 'class', id), { recursive: true });
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function startGrading(out: string): ChildProcess {
  const { INIT_CWD: _, ...env } = process.env;
  const args = ['--lab', 'lab2a', '--runs', '2', '--seed-base', 'resume', '--timelines', '0', '--jobs', '2'];
  const words = ['--import', 'tsx', join('grader', 'grade-command.ts'), join(folder, 'class'), ...args];
  const options = { cwd: PROJECT, env, stdio: 'ignore' as const };
  return spawn(process.execPath, [...words, '--out', join(folder, out)], options);
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('exit', resolve));
}

async function files(out: string): Promise<string[]> {
  const names = ['results.json', 'results.csv'];
  return Promise.all(names.map((name) => readFile(join(folder, out, name), 'utf8')));
}

/** The keys of all runs in the journals. A run that was made twice is there twice. */
async function runsMade(out: string): Promise<string[]> {
  const store = join(folder, out, 'store', 'runs');
  const texts = await Promise.all((await readdir(store)).map((name) => readFile(join(store, name), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n').slice(1, -1));
  return lines.map((line) => (JSON.parse(line) as [string])[0]).sort();
}

it('ends with the same bytes, however often and whenever it is killed', { timeout: 600_000 }, async () => {
  expect(await ended(startGrading('whole'))).toBe(0);
  const moments = new Random('moments', KILLS);
  for (let kill = 0; kill < KILLS; kill++) {
    const child = startGrading('killed');
    setTimeout(() => child.kill('SIGKILL'), moments.between(0, LONGEST_MS));
    await ended(child);
  }
  expect(await ended(startGrading('killed'))).toBe(0);
  expect(await files('killed')).toEqual(await files('whole'));
  const made = await runsMade('killed');
  expect(new Set(made).size).toBe(made.length);
  // Which ones are repeated split is another draw, but not how many.
  expect(made.length).toBe((await runsMade('whole')).length);
});

it('ends after the run in flight when it is asked to, and says how to go on', {
  timeout: 120_000,
}, async () => {
  const child = startGrading('asked');
  setTimeout(() => child.kill('SIGINT'), 3000);
  const code = await ended(child);
  expect([0, 130]).toContain(code);
  expect(await ended(startGrading('asked'))).toBe(0);
  expect(await files('asked')).toEqual(await files('whole'));
});
