import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copySubmission } from './copy-submission.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copy-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('copies what a student wrote, follows no link and waits for no pipe', async () => {
  const from = join(folder, 'from');
  await mkdir(join(from, 'lab2-raft', 'node_modules', 'thing'), { recursive: true });
  await mkdir(join(from, '.git'));
  await writeFile(join(from, 'lab2-raft', 'raft.ts'), 'export {};\n');
  await writeFile(join(from, 'result.json'), '{}');
  await symlink('/etc', join(from, 'outside'));
  await symlink('.', join(from, 'round'));
  execFileSync('mkfifo', [join(from, 'pipe')]);
  const to = join(folder, 'new', 'to');
  await copySubmission(from, to);
  expect((await readdir(to)).sort()).toEqual(['lab2-raft', 'outside', 'round']);
  expect(await readdir(join(to, 'lab2-raft'))).toEqual(['raft.ts']);
  expect(await readlink(join(to, 'outside'))).toBe('/etc');
});
