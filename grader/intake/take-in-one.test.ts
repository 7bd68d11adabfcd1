import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LABS } from '../../harness/scenarios/index.ts';
import { fakeZip } from './fake-archives.ts';
import { missingFiles } from './submission.ts';
import { takeInOne } from './take-in-one.ts';

let place = '';
let alice = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'lockstep-intake-'));
  alice = join(place, 'alice');
  mkdirSync(alice);
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function put(path: string, content: string | Buffer = 'export {};\n'): void {
  mkdirSync(dirname(join(alice, path)), { recursive: true });
  writeFileSync(join(alice, path), content);
}

function take(): ReturnType<typeof takeInOne> {
  return takeInOne(alice, join(place, 'work'));
}

describe('one submission', () => {
  it('is copied to a clean tree, byte by byte', async () => {
    put('labs/lab2-raft/raft.ts', '\ufeffexport {};\r\n');
    put('labs/lab2-raft/log/entry.ts');
    put('labs/lab2-raft/lab2a.test.ts');
    put('package.json', '{}');
    const { id, root, labs, notes } = await take();
    expect({ id, labs }).toEqual({ id: 'alice', labs: ['lab2-raft'] });
    expect(readdirSync(root, { recursive: true }).sort()).toEqual([
      'lab2-raft',
      'lab2-raft/log',
      'lab2-raft/log/entry.ts',
      'lab2-raft/raft.ts',
    ]);
    const copy = readFileSync(join(root, 'lab2-raft/raft.ts'));
    expect(copy.equals(readFileSync(join(alice, 'labs/lab2-raft/raft.ts')))).toBe(true);
    expect(notes).toEqual(["its own package.json was not used: the course's are"]);
  });

  it('has a digest of names and contents, not of the layout', async () => {
    put('labs/lab2-raft/raft.ts');
    const before = await take();
    rmSync(join(alice, 'labs'), { recursive: true });
    put('lab2-raft/raft.ts');
    put('lab2-raft/README.md');
    expect((await take()).digest).toBe(before.digest);
    put('lab2-raft/raft.ts', 'export { };\n');
    expect((await take()).digest).not.toBe(before.digest);
  });

  it('may be the only archive in a folder', async () => {
    put('notes.txt');
    put('my work.zip', fakeZip([{ name: 'raft.ts', content: 'export {};\n' }]));
    const { labs, notes } = await take();
    expect(labs).toEqual(['lab2-raft']);
    expect(notes).toEqual([
      'taken from my work.zip in it',
      'files without a lab folder were taken for lab2-raft',
    ]);
  });

  it('may have no lab at all', async () => {
    put('notes.txt');
    expect(await take()).toMatchObject({ labs: [], notes: ['no lab folder is in it'] });
  });

  it('says which files are missing', async () => {
    const lab = LABS.find(({ word }) => word === 'lab3');
    if (!lab) throw new Error('there is a lab 3');
    expect(missingFiles(await take(), lab)).toBe('the folder lab3-kvraft is missing');
    put('lab3-kvraft/rsm.ts');
    expect(missingFiles(await take(), lab)).toBe(
      'lab3-kvraft/server.ts and lab3-kvraft/client.ts are missing',
    );
    put('lab3-kvraft/server.ts/index.ts');
    put('lab3-kvraft/client.ts');
    expect(missingFiles(await take(), lab)).toBe('lab3-kvraft/server.ts is a folder, not a file');
    rmSync(join(alice, 'lab3-kvraft/server.ts'), { recursive: true });
    put('lab3-kvraft/server.ts');
    expect(missingFiles(await take(), lab)).toBeUndefined();
  });

  it('leaves no tree behind when it is refused', async () => {
    put('lab2-raft/raft.ts');
    const { root } = await take();
    put('lab2-raft/large.ts', 'x');
    truncateSync(join(alice, 'lab2-raft/large.ts'), 2 ** 20 + 1);
    const { refusal, labs } = await take();
    expect({ refusal, labs }).toEqual({
      refusal: 'lab2-raft/large.ts is larger than 1 MB',
      labs: [],
    });
    expect(() => readdirSync(root)).toThrow('ENOENT');
  });

  it('is refused beyond 50 MB, which single files and labs may stay below', async () => {
    for (const [index, lab] of LABS.entries()) {
      for (let file = 0; file < 8; file++) {
        put(`${lab.id}/${index}-${file}.ts`, '');
        truncateSync(join(alice, lab.id, `${index}-${file}.ts`), 2 ** 20);
      }
    }
    expect((await take()).refusal).toBe('its files are larger than 50 MB together');
  });
});

describe('links and special files', () => {
  it('are refused in a lab folder, and as one', async () => {
    const secret = join(place, 'secret.ts');
    writeFileSync(secret, 'export const answer = 42;\n');
    put('lab2-raft/log.ts');
    symlinkSync(secret, join(alice, 'lab2-raft/raft.ts'));
    expect((await take()).refusal).toBe('lab2-raft/raft.ts is a symbolic link');
    rmSync(join(alice, 'lab2-raft'), { recursive: true });
    symlinkSync(place, join(alice, 'lab2-raft'));
    expect((await take()).refusal).toBe('lab2-raft is a symbolic link');
    rmSync(join(alice, 'lab2-raft'));
    symlinkSync(place, join(alice, 'labs'));
    expect((await take()).refusal).toBe('labs is a symbolic link');
  });

  it('do not matter elsewhere', async () => {
    put('lab2-raft/raft.ts');
    symlinkSync('lab2-raft', join(alice, 'current'));
    expect(await take()).toMatchObject({ labs: ['lab2-raft'], notes: [] });
  });

  it.skipIf(process.platform === 'win32')('do not keep the grader waiting', async () => {
    put('lab2-raft/raft.ts');
    execFileSync('mkfifo', [join(alice, 'lab2-raft/pipe.ts')]);
    expect((await take()).refusal).toBe('lab2-raft/pipe.ts is a special file');
  });
});
