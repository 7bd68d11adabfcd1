import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMetadata } from './gradescope-metadata.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metadata-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(metadata: unknown): ReturnType<typeof readMetadata> {
  const path = join(folder, 'submission_metadata.json');
  await writeFile(path, typeof metadata === 'string' ? metadata : JSON.stringify(metadata));
  return await readMetadata(path);
}
const submitted = (created_at: string, due_date: string | null) =>
  read({ id: 42, created_at, assignment: { due_date } });

describe('how late a submission is', () => {
  const due = '2026-10-01T23:00:00.000000-07:00';
  it.each([
    ['2026-10-01T22:59:59.999999-07:00', 0],
    [due, 0],
    ['2026-10-01T23:00:01.000000-07:00', 1],
    ['2026-10-02T23:00:00.000000-07:00', 1],
    ['2026-10-02T23:00:01.000000-07:00', 2],
    // The same moment as the due date, told elsewhere.
    ['2026-10-02T06:00:00Z', 0],
  ])('made %s, it is %i days', async (createdAt, days) => {
    expect(await submitted(createdAt, due)).toEqual({ id: '42', lateDays: days });
  });

  it('is nothing without a due date', async () => {
    expect((await submitted(due, null)).lateDays).toBe(0);
    expect((await read({ id: 42, created_at: due })).lateDays).toBe(0);
  });

  it('is not guessed', async () => {
    await expect(submitted('soon', due)).rejects.toThrow(/no time in ISO 8601/);
    await expect(read('{')).rejects.toThrow();
    await expect(read({ created_at: 12, assignment: { due_date: due } })).rejects.toThrow();
  });
});
