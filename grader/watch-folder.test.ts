import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import type { GradeFile } from './results/grade-file.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const WAITING = 'waiting for submissions';

const folder = mkdtempSync(join(tmpdir(), 'lockstep-watch-'));
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('grades what arrives, and ends when it is told to', { timeout: 120_000 }, async () => {
  const [here, out] = [join(folder, 'class'), join(folder, 'out')];
  mkdirSync(here);
  const { INIT_CWD: _, ...env } = process.env;
  const args = [here, '--lab', 'lab2a', '--runs', '1', '--watch-folder', '--out', out];
  child = spawn(process.execPath, ['--import', 'tsx', join('grader', 'grade-command.ts'), ...args], {
    cwd: PROJECT,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const waits = async (times: number): Promise<void> => {
    while (said.split(WAITING).length - 1 < times) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const graded = () => (JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as GradeFile).submissions;

  await waits(1);
  expect(said).toContain('holds no submissions');
  cpSync(new URL('examples/empty-stub', import.meta.url), join(here, 'ann'), { recursive: true });
  await waits(2);
  expect(graded().map(({ id }) => id)).toEqual(['ann']);
  cpSync(new URL('examples/does-not-compile', import.meta.url), join(here, 'bob'), { recursive: true });
  await waits(3);
  expect(graded().map(({ id }) => id)).toEqual(['ann', 'bob']);
  expect(said).toContain('graded before, and unchanged: 1');

  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(said).toContain(`ended: 2 submissions graded; the results are in ${out}`);
  expect(said).not.toContain('interrupted');
});
