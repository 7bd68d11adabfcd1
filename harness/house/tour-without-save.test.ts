import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RunPool } from '../run/pool.ts';
import { lab0 } from '../scenarios/lab0-tour/lab.ts';
import { shownRuns } from './handout.ts';
import { isPristine } from './pristine.ts';
import { PROJECT } from './project-files.ts';

const SAVE = /^ *this\.persister\.save\(.*\n/m;

/** The tour asks for this edit, and shows the story that follows from it. */
it.skipIf(!isPristine(lab0))('the tour without its save fails as its handout shows', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lockstep-tour-'));
  const pool = new RunPool();
  try {
    await cp(join(PROJECT, 'labs', lab0.id), join(root, lab0.id), { recursive: true });
    const server = join(root, lab0.id, 'counter-server.ts');
    const text = await readFile(server, 'utf8');
    expect(text).toMatch(SAVE);
    await writeFile(server, text.replace(SAVE, ''));
    const implementation = { root, withReference: [] };
    const { failure } = await pool.run({ implementation, part: 'lab0', slug: 'hour', seed: 1, twice: false });
    const shown = shownRuns(lab0.id).find(({ lines }) => lines[0]?.startsWith('counter/lost'));
    expect(shown?.command).toBe('npm test lab0 only=hour');
    expect(shown?.lines).toEqual([
      `${failure?.rule}  ${failure?.paper}`,
      failure?.message,
      `at ${failure?.atMs} ms of virtual time, ${failure?.actor}`,
      'just before (ms):',
      ...(failure?.before ?? []).map((line) => line.trim()),
    ]);
  } finally {
    await pool.close();
    await rm(root, { recursive: true, force: true });
  }
});
