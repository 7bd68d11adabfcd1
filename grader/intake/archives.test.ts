import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeTarEntry, type FakeZipEntry, fakeTar, fakeZip } from './fake-archives.ts';
import type { Submission } from './submission.ts';
import { takeInOne } from './take-in-one.ts';

const RAFT = 'export class Raft {}\n';
const GOOD = { name: 'lab2-raft/raft.ts', content: RAFT };
let place = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'lockstep-archive-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function take(name: string, content: Buffer): Promise<Submission> {
  writeFileSync(join(place, name), content);
  return takeInOne(join(place, name), join(place, 'work'));
}

async function refusal(name: string, content: Buffer): Promise<string | undefined> {
  return (await take(name, content)).refusal;
}

describe('a zip archive', () => {
  it('of Windows or macOS, with names of any kind', async () => {
    const { root, labs, notes } = await take(
      'a.zip',
      fakeZip([
        { name: 'my lab 🦊\\labs\\lab2-raft\\raft.ts', content: RAFT },
        { name: 'my lab 🦊/labs/lab2-raft/e\u0301 tat.ts', content: '' },
        { name: '__MACOSX/labs/lab2-raft/._raft.ts', content: 'x' },
        { name: 'my lab 🦊/labs/lab2-raft/.DS_Store', content: 'x' },
        { name: 'my lab 🦊/labs/lab3-kvraft/', mode: 0o040755 },
      ]),
    );
    expect({ labs, notes }).toEqual({ labs: ['lab2-raft'], notes: [] });
    expect(readFileSync(join(root, 'lab2-raft/raft.ts'), 'utf8')).toBe(RAFT);
    expect(readFileSync(join(root, 'lab2-raft/\u00e9 tat.ts'), 'utf8')).toBe('');
  });

  it.each<[string, FakeZipEntry[]]>([
    ['it holds a path that leads out of it: ../../etc/cron.d/x.ts', [{ name: '../../etc/cron.d/x.ts' }]],
    [
      'it holds a path that leads out of it: lab2-raft/../../raft.ts',
      [{ name: 'lab2-raft\\..\\../raft.ts' }],
    ],
    ['it holds an absolute path: /etc/passwd', [{ name: '/etc/passwd' }]],
    ['it holds an absolute path: C:/lab2-raft/raft.ts', [{ name: 'C:\\lab2-raft\\raft.ts' }]],
    [
      'lab2-raft/link.ts is a symbolic link',
      [{ name: 'lab2-raft/link.ts', content: '/etc/passwd', mode: 0o120777 }],
    ],
    ['labs is a symbolic link', [{ name: 'labs', content: '/', mode: 0o120777 }]],
    ['lab2-raft/tty.ts is a special file', [{ name: 'lab2-raft/tty.ts', mode: 0o020666 }]],
    ['it holds lab2-raft/raft.ts twice', [{ name: 'lab2-raft//raft.ts' }]],
    [
      'it holds lab2-raft/x.ts twice, but for letter case',
      [{ name: 'lab2-raft/X.ts' }, { name: 'lab2-raft/x.ts' }],
    ],
    ['lab2-raft/raft.ts is both a file and a folder', [{ name: 'lab2-raft/raft.ts/x.ts' }]],
    ['lab2-raft/x.ts is locked with a password', [{ name: 'lab2-raft/x.ts', content: 'x', locked: true }]],
    ['lab2-raft/x.ts is packed in a way that cannot be read here', [{ name: 'lab2-raft/x.ts', method: 14 }]],
    ['lab2-raft/x.ts is larger than 1 MB', [{ name: 'lab2-raft/x.ts', statedBytes: 0xfffffff0 }]],
    [
      'lab2-raft/x.ts is damaged in the archive',
      [{ name: 'lab2-raft/x.ts', content: Buffer.alloc(10 * 2 ** 20), statedBytes: 1000 }],
    ],
    [
      'lab2-raft/x.ts is damaged in the archive',
      [{ name: 'lab2-raft/x.ts', content: 'x', statedBytes: 1000 }],
    ],
    ['lab2-raft/x.ts is damaged in the archive', [{ name: 'lab2-raft/x.ts', content: 'x', crc: 1 }]],
    [
      'lab2-raft/1/2/3/4/5/6/7/8/9/x.ts lies more than 8 folders deep',
      [{ name: 'lab2-raft/1/2/3/4/5/6/7/8/9/x.ts' }],
    ],
    ['its folders are nested more than 32 deep', [{ name: `${'a/'.repeat(1000)}x.ts` }]],
  ])('is refused: %s', async (reason, entries) => {
    expect(await refusal('a.zip', fakeZip([GOOD, ...entries]))).toBe(reason);
  });

  it('is refused when it is cut off or something else', async () => {
    const reason = 'it is no zip archive, or only a part of one';
    const whole = fakeZip([GOOD]);
    expect(await refusal('a.zip', whole.subarray(0, whole.length - 30))).toBe(reason);
    expect(await refusal('b.zip', gzipSync(fakeTar([])))).toBe(reason);
    expect(await refusal('c.zip', Buffer.alloc(0))).toBe(reason);
  });

  it('is refused when it is too large, before it is read', async () => {
    const file = join(place, 'a.zip');
    writeFileSync(file, fakeZip([GOOD]));
    truncateSync(file, 50 * 2 ** 20 + 1);
    const { refusal: reason } = await takeInOne(file, join(place, 'work'));
    expect(reason).toBe('it is larger than 50 MB: leave out node_modules and .git');
  });

  it('may hold what nobody unpacks', async () => {
    const movie = { name: 'movie.mp4', content: 'x', statedBytes: 0xfffffff0 };
    const link = { name: 'node_modules/.bin/tsc', content: '/', mode: 0o120777 };
    expect(await take('a.zip', fakeZip([GOOD, movie, link]))).toMatchObject({ labs: ['lab2-raft'] });
  });
});

describe('a tar archive', () => {
  it('holds folders, empty files and long names', async () => {
    const name = `${'long '.repeat(15)}name.ts`;
    const { root, labs } = await take(
      'a.tgz',
      gzipSync(
        fakeTar([
          { path: './', type: 'Directory' },
          { path: './lab2-raft/', type: 'Directory' },
          { path: './lab2-raft/empty.ts' },
          { path: './lab2-raft/raft.ts', content: RAFT },
          { path: `./lab2-raft/${name}`, content: RAFT },
          { path: './._lab2-raft', content: 'x' },
        ]),
      ),
    );
    expect(labs).toEqual(['lab2-raft']);
    expect(readFileSync(join(root, 'lab2-raft/empty.ts'), 'utf8')).toBe('');
    expect(readFileSync(join(root, 'lab2-raft', name), 'utf8')).toBe(RAFT);
  });

  it.each<[string, FakeTarEntry[]]>([
    ['it holds a path that leads out of it: ../evil.ts', [{ path: '../evil.ts' }]],
    ['it holds an absolute path: /etc/passwd', [{ path: '/etc/passwd' }]],
    [
      'lab2-raft/x.ts is a symbolic link',
      [{ path: 'lab2-raft/x.ts', type: 'SymbolicLink', linkpath: '../../secret.ts' }],
    ],
    ['lab2-raft is a symbolic link', [{ path: 'lab2-raft', type: 'SymbolicLink', linkpath: '/' }]],
    ['lab2-raft/x.ts is a hard link', [{ path: 'lab2-raft/x.ts', type: 'Link', linkpath: '/etc/passwd' }]],
    ['lab2-raft/x.ts is a special file', [{ path: 'lab2-raft/x.ts', type: 'CharacterDevice' }]],
    ['lab2-raft/x.ts is a special file', [{ path: 'lab2-raft/x.ts', type: 'FIFO' }]],
    ['it holds lab2-raft/raft.ts twice', [{ path: './lab2-raft/raft.ts' }]],
  ])('is refused: %s', async (reason, entries) => {
    const good = { path: 'lab2-raft/raft.ts', content: RAFT };
    expect(await refusal('a.tar', fakeTar([good, ...entries]))).toBe(reason);
  });

  it('is refused when it is cut off or something else', async () => {
    const reason = 'it is no tar archive, or only a part of one';
    const whole = fakeTar([{ path: 'lab2-raft/raft.ts', content: RAFT }]);
    expect(await refusal('a.tar', whole.subarray(0, 520))).toBe(reason);
    expect(await refusal('b.tgz', gzipSync(whole.subarray(0, 520)))).toBe(reason);
    expect(await refusal('c.tgz', gzipSync(whole).subarray(0, -9))).toBe(reason);
    expect(await refusal('d.tgz', fakeZip([GOOD]))).toBe(reason);
    expect(await refusal('e.tgz', Buffer.alloc(0))).toBe(reason);
  });

  it('is refused when it is compressed twice, which would hide its size', async () => {
    const twice = gzipSync(gzipSync(fakeTar([{ path: 'lab2-raft/raft.ts', content: RAFT }])));
    expect(await refusal('a.tgz', twice)).toBe('it is no tar archive, or only a part of one');
  });

  it('is refused when it unpacks to 10 GB, long before that', async () => {
    const header = gzipSync(fakeTar([{ path: 'lab2-raft/raft.ts', statedBytes: 10 * 2 ** 30 }]));
    const zeros = gzipSync(Buffer.alloc(2 ** 24));
    const bomb = Buffer.concat([header, ...Array.from({ length: 640 }, () => zeros)]);
    expect(await refusal('a.tgz', bomb)).toBe('it unpacks to more than 256 MB');
  });
});
