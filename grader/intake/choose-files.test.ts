import { describe, expect, it } from 'vitest';
import { type Choice, chooseFiles } from './choose-files.ts';
import { findLabFolders } from './lab-folders.ts';
import { type EntryKind, ListingBuilder } from './listing.ts';

function choose(...paths: readonly string[]): Choice {
  return chooseOf(paths.map((path) => [path, 'file', 10]));
}

function chooseOf(entries: readonly (readonly [string, EntryKind, number])[]): Choice {
  const listing = new ListingBuilder();
  for (const [path, kind, bytes] of entries) listing.add(path.split('/'), kind, bytes);
  return chooseFiles(listing, findLabFolders(listing));
}

describe('choosing files', () => {
  it("takes the student's files and new ones beside them", () => {
    const { targets, notes } = choose(
      'labs/lab2-raft/raft.ts',
      'labs/lab2-raft/log/entry.mjs',
      'labs/lab2-raft/table.json',
      'labs/lab2-raft/NOTES.md',
      'labs/lab2-raft/README.md',
      'labs/lab2-raft/lab2a.test.ts',
      'labs/lab2-raft/my/own.spec.js',
      'labs/lab2-raft/.vscode/settings.json',
      'essay.pdf',
    );
    expect([...targets.values()]).toEqual([
      'lab2-raft/raft.ts',
      'lab2-raft/log/entry.mjs',
      'lab2-raft/table.json',
      'lab2-raft/NOTES.md',
    ]);
    expect(notes).toEqual([]);
  });

  it('tells of what comes from the course and was handed in all the same', () => {
    const { targets, notes } = choose(
      'course/labs/lab2-raft/raft.ts',
      'course/labs/lab2-raft/tsconfig.json',
      'course/labs/lab2-raft/harness/mine.ts',
      'course/labs/lab2-raft/sub/package.json',
      'course/harness/scenarios/lab2-raft/lab2a.ts',
      'course/vitest.config.ts',
      'course/node_modules/vitest/index.js',
      'course/.npmrc',
      'course/.git/config',
    );
    expect([...targets.values()]).toEqual(['lab2-raft/raft.ts', 'lab2-raft/harness/mine.ts']);
    const own = '.npmrc, harness/, node_modules/, package.json, tsconfig.json, and vitest.config.ts';
    expect(notes).toEqual([`its own ${own} were not used: the course's are`]);
  });

  it('tells of what lab code cannot use', () => {
    const { targets, notes } = choose(
      'lab2-raft/raft.ts',
      'lab2-raft/a.png',
      'lab2-raft/core',
      'lab2-raft/odd:name.ts',
      'lab2-raft/red\u001b[31m.ts',
    );
    expect([...targets.values()]).toEqual(['lab2-raft/raft.ts']);
    const names = 'lab2-raft/a.png, lab2-raft/core, lab2-raft/odd:name.ts, and lab2-raft/red.ts';
    expect(notes).toEqual([`left out, as lab code cannot use it: ${names}`]);
  });

  it('takes names as macOS and Windows do', () => {
    const { targets, notes } = choose('LAB2-RAFT/Raft.ts', 'LAB2-RAFT/e\u0301tat.ts', 'LAB2-RAFT/Log.ts');
    expect([...targets.values()]).toEqual([
      'lab2-raft/raft.ts',
      'lab2-raft/\u00e9tat.ts',
      'lab2-raft/Log.ts',
    ]);
    expect(notes).toEqual(['lab2-raft/Raft.ts was taken for raft.ts']);
  });

  it('refuses names that one system can hold side by side and another cannot', () => {
    expect(() => choose('lab2-raft/raft.ts', 'lab2-raft/RAFT.ts')).toThrow('twice, but for letter case');
    expect(() => choose('lab2-raft/\u00e9.ts', 'lab2-raft/e\u0301.ts')).toThrow('twice, but for letter case');
    expect(() => choose('lab2-raft/raft.ts', 'lab2-raft/Raft.ts/x.ts')).toThrow(
      'is both a file and a folder',
    );
  });

  it.each<EntryKind>(['symbolic link', 'hard link', 'git submodule', 'special file'])(
    'refuses a %s',
    (kind) => {
      const raft = ['lab2-raft/raft.ts', 'file', 10] as const;
      expect(() => chooseOf([raft, ['lab2-raft/x', kind, 0]])).toThrow(`lab2-raft/x is a ${kind}`);
      expect(() => chooseOf([raft, ['elsewhere', kind, 0]])).not.toThrow();
    },
  );

  it('has limits for a file and a lab, of what is taken', () => {
    const files = Array.from({ length: 500 }, (_, index) => `lab2-raft/${index}.ts`);
    expect(choose(...files, 'lab2-raft/picture.png').targets.size).toBe(500);
    expect(() => choose(...files, 'lab2-raft/500.ts')).toThrow('it has more than 500 files in lab2-raft');
    const large = (path: string): Choice =>
      chooseOf([
        ['lab2-raft/raft.ts', 'file', 1],
        [path, 'file', 2 ** 20 + 1],
      ]);
    expect(() => large('lab2-raft/x.ts')).toThrow('lab2-raft/x.ts is larger than 1 MB');
    expect(large('lab2-raft/x.png').targets.size).toBe(1);
    expect(choose('lab2-raft/1/2/3/4/5/6/7/8/x.ts').targets.size).toBe(1);
    expect(() => choose('lab2-raft/1/2/3/4/5/6/7/8/9/x.ts')).toThrow('lies more than 8 folders deep');
  });
});

describe('a listing', () => {
  it('ends at a hundred thousand entries, those that nobody wants included', () => {
    const listing = new ListingBuilder();
    for (let index = 0; index < 99_999; index++) listing.add(['node_modules', `${index}`], 'file', 0);
    listing.add(['a.ts'], 'file', 0);
    expect(() => listing.countOne(['folder'])).toThrow('it holds more than 100000 files and folders');
    expect(listing.entries).toHaveLength(1);
  });
});
