import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LABS } from '../harness/scenarios/index.ts';
import { findSubmissions, missingFiles } from './submissions.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-submissions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), 'export {};\n');
  }
}

describe('finding submissions', () => {
  it('takes both layouts, any name, and sorts by code units', async () => {
    await put(
      'b/lab2-raft/raft.ts',
      'Ä é 名/labs/lab2-raft/raft.ts',
      'A/lab2-raft/raft.ts',
      'a/lab2-raft/raft.ts',
    );
    const { submissions } = await findSubmissions(folder);
    expect(submissions.map(({ id }) => id)).toEqual(['A', 'a', 'b', 'Ä é 名']);
    expect(submissions.map(({ root }) => root)).toEqual([
      join(folder, 'A'),
      join(folder, 'a'),
      join(folder, 'b'),
      join(folder, 'Ä é 名', 'labs'),
    ]);
  });

  it('skips hidden folders and node_modules, and names what is no folder', async () => {
    await put('a/lab2-raft/raft.ts', '.git/x', 'node_modules/x', 'late.zip');
    const { submissions, ignored } = await findSubmissions(folder);
    expect(submissions.map(({ id }) => id)).toEqual(['a']);
    expect(ignored).toEqual(['late.zip']);
  });

  it('refuses symbolic links, at the top and inside', async () => {
    await put('a/lab2-raft/raft.ts', 'b/lab2-raft/other.ts');
    await symlink(join(folder, 'a'), join(folder, 'c'));
    await symlink(join(folder, 'a/lab2-raft/raft.ts'), join(folder, 'b/lab2-raft/raft.ts'));
    const { submissions } = await findSubmissions(folder);
    expect(submissions.map(({ refusal }) => refusal)).toEqual([
      undefined,
      'not graded: lab2-raft/raft.ts is a symbolic link',
      'not graded: it is a symbolic link',
    ]);
  });

  it('says which files are missing', async () => {
    await put('a/lab2-raft/other.ts', 'b/notes.txt');
    const { submissions } = await findSubmissions(folder);
    const lab = LABS.find(({ word }) => word === 'lab2');
    if (!lab) throw new Error('there is a lab 2');
    const missing = await Promise.all(submissions.map((submission) => missingFiles(submission, lab)));
    expect(missing).toEqual(['lab2-raft/raft.ts is missing', 'the folder lab2-raft is missing']);
  });

  it('tells one submission from a folder of them', async () => {
    await put('lab2-raft/raft.ts');
    await expect(findSubmissions(folder)).rejects.toThrow('looks like one submission');
  });
});
