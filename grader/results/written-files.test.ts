import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announceFiles, removeOtherFiles } from './written-files.ts';

let place = '';
let out = '';
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'lockstep-written-'));
  out = join(place, 'out');
});
afterEach(() => rm(place, { recursive: true, force: true }));

async function put(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), '');
  }
}

async function grade(...paths: readonly string[]): Promise<void> {
  await put(...paths);
  await removeOtherFiles(out, paths);
}

async function found(folder = out): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
}

describe('a folder of results', () => {
  it('loses what an earlier grading wrote and this one did not, and nothing else', async () => {
    await put('students/notes.txt', 'students/bob/mine.txt', 'students/eve.html', 'junit.xml');
    await grade(
      'report.html',
      'ctrf.json',
      'students/alice.html',
      'students/alice/timelines/lab2a-x-1-00000000.html',
      'students/bob.html',
      'students/bob/timelines/lab2a-x-1-00000000.html',
      'gradescope/bob.json',
    );
    await grade('report.html', 'students/alice.html');
    expect(await found()).toEqual([
      'junit.xml',
      'report.html',
      'students/alice.html',
      'students/bob/mine.txt',
      'students/eve.html',
      'students/notes.txt',
      'written.json',
    ]);
    expect(await readdir(out)).not.toContain('gradescope');
    expect(await readdir(join(out, 'students'))).toEqual(['alice.html', 'bob', 'eve.html', 'notes.txt']);
  });

  it('also loses what a grading wrote that never came to its end', async () => {
    await grade('students/alice.html');
    await announceFiles(out, ['students/bob.html', 'students/carol.html']);
    await put('students/bob.html');
    await grade('students/carol.html');
    expect(await found()).toEqual(['students/carol.html', 'written.json']);
    expect(JSON.parse(await readFile(join(out, 'written.json'), 'utf8'))).toEqual(['students/carol.html']);
  });

  it.each([
    ['["../students/a.html", "/etc/passwd", "students/../../a.html", "students/../timelines/a.html"]'],
    ['["results.json", "store", "students", "students/a.txt", "policy.yaml", "src/junit.xml"]'],
    ['["students/a\\\\b.html", 3, null, {}]'],
    ['{"0": "students/a.html"}'],
    ['["students/a.html"'],
  ])('keeps everything that the grader does not write, whatever its list says: %s', async (list) => {
    await put('students/a.html', 'students/a.txt', 'results.json', 'src/junit.xml', '../students/a.html');
    await put('timelines/a.html');
    await writeFile(join(out, 'written.json'), list);
    const before = await found(place);
    await removeOtherFiles(out, []);
    expect(await found(place)).toEqual(before);
  });
});
