import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findInputs } from './input-files.ts';
import { TrialFolder } from './testing/trial.ts';

let folder: TrialFolder;

beforeAll(async () => {
  folder = await TrialFolder.make();
  const names = ['b.md', 'a.md', 'B.md', 'sub/c.md', 'sub/deep/d.md', '.hidden.md', '[x].md', 'ö ä.txt'];
  await folder.write(Object.fromEntries(names.map((name) => [name, name])));
});
afterAll(() => folder.remove());

const names = (...patterns: readonly string[]) => findInputs(patterns, folder.path).map(({ name }) => name);

describe('input files', () => {
  it('come in the order in which they are named, each once', () => {
    expect(names('b.md', 'ö ä.txt', 'a.md', './b.md')).toEqual(['b.md', 'ö ä.txt', 'a.md']);
    expect(findInputs(['ö ä.txt'], folder.path)).toEqual([
      { name: 'ö ä.txt', path: join(folder.path, 'ö ä.txt'), bytes: 9 },
    ]);
  });

  it('may be globs, sorted by code unit', () => {
    expect(names('*.md')).toEqual(['B.md', '[x].md', 'a.md', 'b.md']);
    expect(names('b.md', 'sub/**/*.md', '?.md')).toEqual([
      'b.md',
      'sub/c.md',
      'sub/deep/d.md',
      'B.md',
      'a.md',
    ]);
    expect(names('{a,b}.md', `../${basename(folder.path).slice(0, -1)}?/sub/c.md`)).toEqual([
      'a.md',
      'b.md',
      'sub/c.md',
    ]);
  });

  it('may have names that look like globs', () => {
    expect(names('[x].md')).toEqual(['[x].md']);
  });

  it('are named in full if they were', () => {
    const path = join(folder.path, 'sub', 'c.md');
    expect(names(path)).toEqual([path.replaceAll('\\', '/')]);
    expect(names(join(folder.path, 'sub', '*.md'))).toEqual([path.replaceAll('\\', '/')]);
  });

  it.runIf(process.platform === 'win32')('may be named with backslashes', () => {
    expect(names('sub\\*.md', 'sub\\deep\\d.md')).toEqual(['sub/c.md', 'sub/deep/d.md']);
  });

  it.each([
    ['gone.md', 'there is no file "gone.md" (in '],
    ['*.gone', 'no file matches "*.gone" (in '],
    ['sub', '"sub" is a folder: name its files, for instance "sub/**/*"'],
  ])('are refused: %s', (pattern, message) => {
    expect(() => names('a.md', pattern)).toThrow(message);
  });
});
