import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskFiles } from './disk-files.ts';
import { diskName, nameOnDisk } from './disk-names.ts';

let folder = '';
let files = new DiskFiles('');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-disk-'));
  files = new DiskFiles(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ODD = [
  '',
  '.',
  '..',
  '../up',
  '/etc/passwd',
  'a/b',
  'A',
  'a',
  'con',
  'nul',
  'c:\\x',
  'a%0041',
  '%',
  'é',
  '\0',
];

describe('files on a disk', () => {
  it('are read as they were written', async () => {
    await files.write('mr-1-2', 'one\r\ntwo 😀\n');
    expect(await files.read('mr-1-2')).toBe('one\r\ntwo 😀\n');
    await files.write('mr-1-2', '');
    expect(await files.read('mr-1-2')).toBe('');
    expect(await files.read('mr-1-3')).toBeUndefined();
  });

  it('replace another when they are renamed', async () => {
    await files.write('old', 'old');
    await files.write('new', 'new');
    await files.rename('new', 'old');
    expect(await files.list('')).toEqual(['old']);
    expect(await files.read('old')).toBe('new');
    await expect(files.rename('gone', 'old')).rejects.toThrow('rename: there is no file "gone"');
  });

  it('are listed by prefix, by code unit', async () => {
    for (const name of ['b', 'a-10', 'a-2', 'A', 'a/é', 'a-\uffff', 'a-😀']) await files.write(name, '');
    expect(await files.list('a')).toEqual(['a-10', 'a-2', 'a-😀', 'a-\uffff', 'a/é']);
    expect(await files.list('c')).toEqual([]);
  });

  it('are removed, also when they are not there', async () => {
    await files.write('a', '');
    await files.remove('a');
    await files.remove('a');
    expect(await files.list('')).toEqual([]);
  });

  it('keep odd names apart, and in their folder', async () => {
    for (const name of ODD) await files.write(name, name);
    expect(await files.list('')).toEqual([...ODD].sort());
    for (const name of ODD) expect(await files.read(name)).toBe(name);
    expect((await readdir(folder)).length).toBe(ODD.length);
  });

  it('say which name is too long for a disk', async () => {
    const name = 'x'.repeat(256);
    await expect(files.write(name, '')).rejects.toThrow(`"${'x'.repeat(40)}…" is too long`);
  });
});

describe('names on a disk', () => {
  it('lead back to the name', () => {
    const name = fc.string({ unit: 'binary', maxLength: 25 });
    fc.assert(
      fc.property(name, (text) => {
        expect(nameOnDisk(diskName(text))).toBe(text);
        expect(diskName(text)).toMatch(/^[a-z0-9_%-]+$/);
      }),
    );
    expect(nameOnDisk(diskName('\ud800'))).toBe('\ud800');
  });
});
