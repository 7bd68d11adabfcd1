import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changedFiles, readTree } from './tree-files.ts';
import { TreeWatch } from './tree-watch.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-tree-'));
  await mkdir(join(folder, 'lab2-raft', 'parts'), { recursive: true });
  const names = ['raft.ts', 'parts/log.ts', 'README.md', 'lab2a.test.ts', '.raft.ts.swp', 'raft.ts~'];
  for (const name of names) await writeFile(join(folder, 'lab2-raft', name), '// as it was');
});
afterAll(() => rm(folder, { recursive: true }));

function nameOf(path: string): string {
  return path.slice(path.indexOf('lab2-raft/'));
}

describe('the code below a folder', () => {
  it('is no handout, no test and nothing of an editor’s', async () => {
    const paths = [...(await readTree(folder)).keys()];
    expect(paths.map(nameOf).sort()).toEqual(['lab2-raft/parts/log.ts', 'lab2-raft/raft.ts']);
    expect(await readTree(join(folder, 'nowhere'))).toEqual(new Map());
  });

  it('differs by files that came, went or were written', () => {
    const before = new Map(Object.entries({ same: '1', gone: '1', written: '1' }));
    const now = new Map(Object.entries({ same: '1', written: '2', came: '1' }));
    expect(changedFiles(before, now)).toEqual(['came', 'gone', 'written']);
  });
});

describe('watching it', () => {
  it('tells each save once, and nothing of what is no code', async () => {
    const told: (readonly string[])[] = [];
    let hear: (() => void) | undefined;
    const watch = new TreeWatch(folder, (files) => {
      told.push(files.map(nameOf));
      hear?.();
    });
    await watch.start();
    const heard = (): Promise<void> => new Promise((resolve) => (hear = resolve));
    const first = heard();
    await writeFile(join(folder, 'lab2-raft', 'README.md'), 'read me');
    await writeFile(join(folder, 'lab2-raft', 'raft.ts'), '// as it is now');
    await first;
    const second = heard();
    await writeFile(join(folder, 'lab2-raft', 'parts', 'new.ts'), '');
    await second;
    watch.stop();
    expect(told).toEqual([['lab2-raft/raft.ts'], ['lab2-raft/parts/new.ts']]);
  });
});
