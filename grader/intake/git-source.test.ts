import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Submission } from './submission.ts';
import { takeInOne } from './take-in-one.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
const RAFT = 'export class Raft {}\n';
let place = '';
let bare = '';

function git(folder: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
}

function put(path: string, content: string): void {
  mkdirSync(dirname(join(place, path)), { recursive: true });
  writeFileSync(join(place, path), content);
}

function take(): Promise<Submission> {
  return takeInOne(bare, join(place, 'work'));
}

/** Makes `alice.git`, bare, of what lies in `tree`. */
function commitAll(): void {
  git(join(place, 'tree'), 'init', '--quiet');
  git(join(place, 'tree'), 'add', '--all');
  git(join(place, 'tree'), 'commit', '--quiet', '--allow-empty', '--message', 'work');
  rmSync(bare, { recursive: true, force: true });
  git(place, 'clone', '--quiet', '--bare', '--no-local', 'tree', 'alice.git');
}

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'lockstep-git-'));
  bare = join(place, 'alice.git');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe.skipIf(!hasGit)('a bare git repository', () => {
  it('is read at its HEAD, with any names', async () => {
    put('tree/labs/lab2-raft/raft.ts', RAFT);
    put('tree/labs/lab2-raft/é 🦊\n.ts', '');
    put('tree/labs/lab2-raft/same.ts', RAFT);
    put('tree/.gitattributes', '*.ts export-ignore filter=lfs\n');
    commitAll();
    const { id, root, labs, notes } = await take();
    expect({ id, labs }).toEqual({ id: 'alice', labs: ['lab2-raft'] });
    expect(notes).toEqual(['left out, as lab code cannot use it: lab2-raft/é 🦊 · .ts']);
    expect(readFileSync(join(root, 'lab2-raft/raft.ts'), 'utf8')).toBe(RAFT);
    expect(readFileSync(join(root, 'lab2-raft/same.ts'), 'utf8')).toBe(RAFT);
    expect(readdirSync(join(place, 'work'))).toHaveLength(1);
  });

  it('may have loose objects and references', async () => {
    put('tree/lab2-raft/raft.ts', RAFT);
    git(join(place, 'tree'), 'init', '--quiet');
    git(join(place, 'tree'), 'add', '--all');
    git(join(place, 'tree'), 'commit', '--quiet', '--message', 'work');
    bare = join(place, 'tree', '.git');
    expect((await take()).labs).toEqual(['lab2-raft']);
  });

  it('is refused with links, without commits, with objects gone', async () => {
    put('tree/lab2-raft/raft.ts', RAFT);
    symlinkSync('/etc/passwd', join(place, 'tree/lab2-raft/log.ts'));
    commitAll();
    expect((await take()).refusal).toBe('lab2-raft/log.ts is a symbolic link');
    rmSync(join(bare, 'packed-refs'));
    expect((await take()).refusal).toBe('its git repository has no commit at HEAD');
    commitAll();
    rmSync(join(bare, 'objects/pack'), { recursive: true });
    expect((await take()).refusal).toBe('its git repository is damaged or incomplete');
  });

  it('brings in nothing from elsewhere', async () => {
    put('ours/lab2-raft/raft.ts', 'export const secret = 1;\n');
    git(join(place, 'ours'), 'init', '--quiet');
    git(join(place, 'ours'), 'add', '--all');
    git(join(place, 'ours'), 'commit', '--quiet', '--message', 'ours');
    const secret = git(join(place, 'ours'), 'rev-parse', 'HEAD');
    const objects = join(place, 'ours/.git/objects');
    put('tree/lab2-raft/raft.ts', RAFT);
    commitAll();
    writeFileSync(join(bare, 'HEAD'), `${secret}\n`);
    mkdirSync(join(bare, 'objects/info'), { recursive: true });
    writeFileSync(join(bare, 'objects/info/alternates'), `${objects}\n`);
    writeFileSync(join(bare, 'commondir'), `${join(place, 'ours/.git')}\n`);
    for (const folder of readdirSync(objects).filter((name) => name.length === 2)) {
      if (!existsSync(join(bare, 'objects', folder))) {
        symlinkSync(join(objects, folder), join(bare, 'objects', folder));
      }
    }
    expect(git(bare, 'cat-file', '-t', secret)).toBe('commit');
    expect((await take()).refusal).toBe('its git repository is damaged or incomplete');
  });

  it('cannot be read without git, which is no fault of the student', async () => {
    put('tree/lab2-raft/raft.ts', RAFT);
    commitAll();
    const path = process.env.PATH;
    process.env.PATH = join(place, 'nothing');
    try {
      await expect(take()).rejects.toThrow(
        expect.objectContaining({ name: 'Misuse', message: expect.stringContaining('has no git') }),
      );
    } finally {
      process.env.PATH = path;
    }
  });

  it('makes git run nothing', async () => {
    put('tree/lab2-raft/raft.ts', RAFT);
    commitAll();
    const mark = join(place, 'mark');
    const script = join(place, 'evil.sh');
    writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
    appendFileSync(
      join(bare, 'config'),
      `[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\tpromisor = true\n\turl = ${place}/none\n` +
        `\tuploadpack = ${script}\n[core]\n\tfsmonitor = ${script}\n\trepositoryformatversion = 1\n` +
        `\tpager = ${script}\n\thooksPath = ${place}\n`,
    );
    writeFileSync(join(bare, 'HEAD'), `${'1'.repeat(40)}\n`);
    // git alone would fetch the object that is missing, and to do so run what the repository says.
    expect(spawnSync('git', ['cat-file', '-t', '1'.repeat(40)], { cwd: bare }).status).not.toBe(0);
    expect(existsSync(mark)).toBe(true);
    rmSync(mark);
    expect((await take()).refusal).toBe('its git repository is damaged or incomplete');
    expect(existsSync(mark)).toBe(false);
  });
});
