import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Misuse } from '../misuse.ts';
import { prepareOut } from './prepare-out.ts';

it('makes the folder, or says that a file is in its place', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-out-'));
  try {
    await prepareOut(join(folder, 'a', 'b'));
    expect(await readdir(folder)).toEqual(['a']);
    await writeFile(join(folder, 'file'), '');
    for (const taken of [join(folder, 'file'), join(folder, 'file', 'below')]) {
      await expect(prepareOut(taken)).rejects.toThrow(/there is a file in its place/);
      await expect(prepareOut(taken)).rejects.toThrow(Misuse);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
