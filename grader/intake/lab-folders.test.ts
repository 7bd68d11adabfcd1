import { describe, expect, it } from 'vitest';
import { LABS } from '../../harness/scenarios/index.ts';
import { type FoundLabs, findLabFolders } from './lab-folders.ts';

function find(...paths: readonly string[]): FoundLabs {
  return findLabFolders({
    entries: paths.map((path) => ({ path, kind: 'file', bytes: 0 })),
    passedOver: [],
  });
}

function prefixes(...paths: readonly string[]): string[] {
  return find(...paths).folders.map(({ prefix }) => prefix);
}

describe('finding lab folders', () => {
  it.each([
    ['at the top', 'lab2-raft/'],
    ['under labs', 'labs/lab2-raft/'],
    ['one folder too deep', 'raft homework/lab2-raft/'],
    ['in a checkout of its own', 'alice/lockstep-main/labs/lab2-raft/'],
    ['within a folder of the same name', 'lab2-raft/lab2-raft/'],
    ['with capitals', 'Labs/Lab2-Raft/'],
  ])('%s', (_, prefix) => {
    expect(prefixes(`${prefix}raft.ts`)).toEqual([prefix]);
  });

  it('in the order of the course, wherever they lie', () => {
    expect(prefixes('kv/lab3-kvraft/rsm.ts', 'raft/lab2-raft/raft.ts')).toEqual([
      'raft/lab2-raft/',
      'kv/lab3-kvraft/',
    ]);
  });

  it('takes those under labs first, then those higher up, and says so', () => {
    const { folders, notes } = find(
      'old/lab2-raft/raft.ts',
      'lab2-raft/raft.ts',
      'labs/lab2-raft/raft.ts',
      'lab3-kvraft/rsm.ts',
    );
    expect(folders.map(({ prefix }) => prefix)).toEqual(['labs/lab2-raft/', 'lab3-kvraft/']);
    expect(notes).toEqual(['lab2-raft: labs/lab2-raft was taken, lab2-raft and old/lab2-raft were not used']);
  });

  it('refuses to choose between equals', () => {
    expect(() => find('a/lab2-raft/raft.ts', 'b/lab2-raft/raft.ts')).toThrow(
      'it holds lab2-raft more than once: a/lab2-raft and b/lab2-raft',
    );
  });

  it("does not take the project's own folders for the student's", () => {
    const own = ['solutions', 'harness/scenarios', 'grader/examples/x'];
    expect(prefixes(...own.map((folder) => `${folder}/lab2-raft/raft.ts`))).toEqual([]);
    expect(prefixes('solutions/lab2-raft/raft.ts', 'labs/lab2-raft/raft.ts')).toEqual(['labs/lab2-raft/']);
  });
});

describe('the files of a lab without its folder', () => {
  it.each(LABS.map((lab) => [lab.id, Object.keys(lab.files)] as const))('%s', (id, files) => {
    for (const above of ['', 'homework/', 'a/b/c/']) {
      const { folders, notes } = find(...files.map((file) => `${above}${file}`), `${above}log/entry.ts`);
      expect(folders.map(({ lab, prefix }) => [lab.id, prefix])).toEqual([[id, above]]);
      expect(notes).toEqual([`files without a lab folder were taken for ${id}`]);
    }
  });

  it('are known by a file that no other lab has', () => {
    expect(find('rsm.ts', 'notes.txt').folders.map(({ lab }) => lab.id)).toEqual(['lab3-kvraft']);
  });

  it('are left alone when they could be of more than one', () => {
    expect(prefixes('server.ts', 'client.ts')).toEqual([]);
    expect(prefixes('raft.ts', 'coordinator.ts', 'worker.ts', 'cart.ts', 'rsm.ts')).toEqual([]);
  });
});
