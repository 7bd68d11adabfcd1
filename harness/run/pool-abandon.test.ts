import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { RunPool, type RunRequest } from './pool.ts';
import { PROJECT } from './vitest-settings.ts';

const HANGS = 'export class Raft { constructor() { for (;;) {} } }';

function request(root: string): RunRequest {
  return {
    implementation: { root, withReference: [] },
    part: 'lab2a',
    slug: 'initial-election',
    seed: 1,
    twice: false,
  };
}

it('ends runs that nobody wants any more, and goes on with others', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lockstep-abandon-'));
  await mkdir(join(root, 'lab2-raft'));
  await writeFile(join(root, 'lab2-raft', 'raft.ts'), HANGS);
  // Nothing but `abandon` ends it.
  const pool = new RunPool({ workers: 1, hangCpuMs: Number.MAX_SAFE_INTEGER });
  let isOver = false;
  const unwanted = pool.run(request(root)).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await delay(20);
    await pool.abandon();
  }
  expect((await unwanted).failure?.kind).toBe('exit');
  const { failure } = await pool.run(request(join(PROJECT, 'solutions')));
  expect(failure).toBeUndefined();
  await pool.close();
  await rm(root, { recursive: true });
});
