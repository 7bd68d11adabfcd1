import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTar, fakeZip } from './fake-archives.ts';
import { takeIn } from './take-in.ts';

const RAFT = 'export class Raft {}\n';
let place = '';
let folder = '';
let work = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'lockstep-intake-'));
  folder = join(place, 'class');
  work = join(place, 'work');
  mkdirSync(folder);
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function put(path: string, content: string | Buffer = RAFT): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe('taking in a class', () => {
  it('reads folders and archives of any name, sorted by code units', async () => {
    put('b b/lab2-raft/raft.ts');
    put('Ä é 名 🦊/labs/lab2-raft/raft.ts');
    put('A.zip', fakeZip([{ name: 'lockstep-main/labs/lab2-raft/raft.ts', content: RAFT }]));
    put('c.TGZ', gzipSync(fakeTar([{ path: './lab2-raft/raft.ts', content: RAFT }])));
    put('d.tar', fakeTar([{ path: 'lab2-raft/raft.ts', content: RAFT }]));
    const { submissions } = await takeIn(folder, work);
    expect(submissions.map(({ id }) => id)).toEqual(['A', 'b b', 'c', 'd', 'Ä é 名 🦊']);
    for (const { root, labs, notes, refusal } of submissions) {
      expect({ labs, notes, refusal }).toEqual({ labs: ['lab2-raft'], notes: [], refusal: undefined });
      expect(readFileSync(join(root, 'lab2-raft', 'raft.ts'), 'utf8')).toBe(RAFT);
    }
    expect(new Set(submissions.map(({ digest }) => digest)).size).toBe(1);
  });

  it('says what it did not look at, and passes over what systems leave behind', async () => {
    put('a/lab2-raft/raft.ts');
    for (const path of [
      '.git/x',
      'node_modules/x',
      '__MACOSX/x',
      '.DS_Store',
      'README.md',
      'policy.yaml',
      'roster.csv',
    ]) {
      put(path);
    }
    const { submissions, ignored } = await takeIn(folder, work);
    expect(submissions.map(({ id }) => id)).toEqual(['a']);
    expect(ignored).toEqual(['policy.yaml', 'roster.csv']);
  });

  it('refuses one and goes on with the others', async () => {
    put('a/lab2-raft/raft.ts');
    put('b.zip', 'PK, but nothing more');
    put('c.rar', 'Rar!');
    put('d.tar.gz', gzipSync(fakeTar([{ path: 'lab2-raft/raft.ts', content: RAFT }])).subarray(0, 60));
    symlinkSync(join(folder, 'a'), join(folder, 'e'));
    const { submissions } = await takeIn(folder, work);
    expect(submissions.map(({ id, refusal }) => [id, refusal])).toEqual([
      ['a', undefined],
      ['b', 'it is no zip archive, or only a part of one'],
      ['c', 'archives of this kind cannot be read: send .zip or .tar.gz'],
      ['d', 'it is no tar archive, or only a part of one'],
      ['e', 'it is a symbolic link'],
    ]);
  });

  it.each([
    ['alice/lab2-raft/raft.ts', 'alice.zip', 'alice/ and alice.zip', ['alice']],
    ['ALICE/lab2-raft/raft.ts', 'alice/lab2-raft/raft.ts', 'ALICE/ and alice/', ['ALICE', 'alice']],
    ['Alice.zip', 'alice.tar.gz', 'Alice.zip and alice.tar.gz', ['Alice', 'alice']],
    ['zo\u00eb/x', 'zoe\u0308.zip', 'zoe\u0308.zip and zo\u00eb/', ['zo\u00eb']],
    ['bob.git/x', 'bob/x', 'bob/ and bob.git/', ['bob']],
  ])('refuses two of one id, %s and %s, and goes on with the others', async (one, other, named, ids) => {
    put(one);
    put(other);
    put('zz/lab2-raft/raft.ts');
    const refusal = `${named} have the same id: keep or rename one of them`;
    const { submissions, ignored } = await takeIn(folder, work);
    expect(submissions.map(({ id, refusal, labs }) => [id, refusal ?? labs])).toEqual([
      ...ids.map((id) => [id, refusal]),
      ['zz', ['lab2-raft']],
    ]);
    expect(ignored).toEqual([]);
  });

  it('takes the id that a name stands for', async () => {
    put('Doe, Jane_12_file/lab2-raft/raft.ts');
    put('doejane_LATE_1.zip', fakeZip([{ name: 'lab2-raft/raft.ts', content: RAFT }]));
    put('eve/lab2-raft/raft.ts');
    const ids = new Map([['Doe, Jane_12_file', 'jd']]);
    const ofNames = await takeIn(folder, work, (name) => ids.get(name));
    expect(ofNames.submissions.map(({ id }) => id)).toEqual(['doejane_LATE_1', 'eve', 'jd']);
    ids.set('doejane_LATE_1', 'jd');
    const { submissions } = await takeIn(folder, work, (name) => ids.get(name));
    expect(submissions.map(({ id, refusal }) => [id, refusal])).toEqual([
      ['eve', undefined],
      ['jd', 'Doe, Jane_12_file/ and doejane_LATE_1.zip have the same id: keep or rename one of them'],
    ]);
  });

  it('replaces what it took in before', async () => {
    put('a/lab2-raft/raft.ts');
    put('a/lab2-raft/log.ts');
    const before = await takeIn(folder, work);
    rmSync(join(folder, 'a/lab2-raft/log.ts'));
    const after = await takeIn(folder, work);
    const [first, second] = [before.submissions[0], after.submissions[0]];
    expect(second?.root).toBe(first?.root);
    expect(second?.digest).not.toBe(first?.digest);
    expect(() => readFileSync(join(second?.root ?? '', 'lab2-raft', 'log.ts'))).toThrow('ENOENT');
  });
});

describe('a folder of submissions that is none', () => {
  async function message(): Promise<string> {
    const error: unknown = await takeIn(folder, work).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'Misuse' });
    return (error as Error).message.replaceAll(folder, 'DIR');
  }

  it('is not there, is a file, or is empty', async () => {
    expect(await message()).toBe('DIR holds no submissions: each is a folder or an archive in it');
    rmSync(folder, { recursive: true });
    expect(await message()).toBe('there is no folder DIR');
    writeFileSync(folder, '');
    expect(await message()).toBe('DIR is a file, not a folder of submissions');
  });

  it.each(['lab2-raft/raft.ts', 'labs/lab2-raft/raft.ts', 'raft.ts'])('is one: %s', async (path) => {
    put(path);
    expect(await message()).toBe('DIR looks like one submission: name the folder that holds it');
  });

  it('has no lab in any', async () => {
    put('a/notes.txt');
    put('b/src/main.ts');
    const expected = 'expected, for instance, lab1-mapreduce or labs/lab1-mapreduce in each';
    expect(await message()).toBe(`no lab in any of 2 submissions in DIR: ${expected}`);
  });
});
