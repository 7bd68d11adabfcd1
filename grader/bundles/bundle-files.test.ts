import { describe, expect, it } from 'vitest';
import { secretCode } from '../../harness/edition/edition-files.ts';
import { findLeak } from '../../harness/edition/find-leak.ts';
import { Misuse } from '../misuse.ts';
import { classroom50Files, gradescopeFiles } from './bundle-files.ts';
import type { Settings } from './settings.ts';
import { zipOf } from './write-zip.ts';

const settings: Settings = { grade: ['--runs', '10'], visibility: 'visible' };
/** What Classroom 50 fetches at most. */
const MOST_BYTES = 10 * 2 ** 20;

describe("Gradescope's bundle", () => {
  const files = gradescopeFiles(settings);

  it('has its scripts at the top and the project below', () => {
    const top = [...files.keys()].filter((path) => !path.includes('/'));
    expect(top).toEqual(['not-finished.json', 'run_autograder', 'settings.json', 'setup.sh']);
    for (const path of ['package-lock.json', 'harness/run/start.mjs', 'solutions/lab2-raft/raft.ts'])
      expect([...files.keys()]).toContain(`lockstep/${path}`);
  });

  it('leaves out packages and examples', () => {
    expect([...files.keys()].filter((path) => /node_modules|\.lockstep|grader\/examples/.test(path))).toEqual(
      [],
    );
  });
});

describe("Classroom 50's bundle", async () => {
  const files = await classroom50Files(settings);

  it('has its program at the top, and the course with the grader below', () => {
    const top = [...files.keys()].filter((path) => !path.includes('/'));
    expect(top).toEqual(['autograder.py', 'settings.json']);
    for (const path of ['package-lock.json', 'harness/run/start.mjs', 'grader/grade-command.ts'])
      expect([...files.keys()]).toContain(`lockstep/${path}`);
  });

  it('holds no solution, as anybody can read it', () => {
    const stubs = new Map([...files].filter(([path]) => path.startsWith('lockstep/labs/')));
    expect([...files.keys()].filter((path) => path.includes('solutions/'))).toEqual([]);
    expect(findLeak(files, secretCode(), stubs)).toBeUndefined();
  });

  it('is small enough to be fetched', () => {
    expect(zipOf(files).length).toBeLessThan(MOST_BYTES);
  });

  it('takes no secret', async () => {
    const secret = { ...settings, grade: ['--seed-base=a sentence'] };
    await expect(classroom50Files(secret)).rejects.toThrow(Misuse);
  });
});
