import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Misuse } from '../real/failures.ts';
import { PROJECT } from '../run/vitest-settings.ts';
import { demandFree, writeEdition } from './write-edition.ts';

const FILES = new Map([
  ['README.md', Buffer.from('read me')],
  ['labs/lab2-raft/raft.ts', Buffer.from('write me')],
]);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-write-edition-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('demandFree', () => {
  it('accepts a folder that does not exist, or is empty', async () => {
    await mkdir(join(folder, 'empty'));
    await demandFree(join(folder, 'empty'));
    await demandFree(join(folder, 'new'));
  });

  it('refuses a file, a folder with something in it, and one that has no place', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(demandFree(join(folder, 'file'))).rejects.toThrow(/file is there already: name a folder/);
    await expect(demandFree(folder)).rejects.toThrow(Misuse);
    await expect(demandFree(join(folder, 'no', 'where'))).rejects.toThrow(
      /there is no folder .*no to make it in/,
    );
  });

  it('refuses the project and what lies in it', async () => {
    await expect(demandFree(PROJECT)).rejects.toThrow(/lies in the project/);
    await expect(demandFree(join(PROJECT, '..course'))).rejects.toThrow(/lies in the project/);
  });
});

describe('writeEdition', () => {
  it.each(['new', 'empty'])('writes all files, and leaves nothing beside the folder: %s', async (name) => {
    const out = join(folder, name);
    if (name === 'empty') await mkdir(out);
    await writeEdition(FILES, out);
    expect(await readdir(folder)).toEqual([name]);
    expect(await readdir(out)).toEqual(['README.md', 'labs']);
    expect(await readFile(join(out, 'labs', 'lab2-raft', 'raft.ts'), 'utf8')).toBe('write me');
  });

  it('leaves nothing when it fails half-way', async () => {
    const broken = new Map([...FILES, ['README.md/inside', Buffer.from('')]]);
    const written = writeEdition(broken, join(folder, 'course'));
    await expect(written).rejects.toThrow(/course cannot be written \(\w+\); nothing was left there/);
    expect(await readdir(folder)).toEqual([]);
  });
});
