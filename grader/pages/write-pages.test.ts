import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleClass } from './example-class.ts';
import { EVERYTHING, HOSTILE, HOSTILE_IDS } from './example-hostile.ts';
import { pageName } from './page-name.ts';
import { writePages } from './write-pages.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-pages-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Long, and no two alike: what compresses worst. */
function noise(random: () => number): string {
  const letter = () => String.fromCharCode(97 + Math.floor(26 * random()));
  return Array.from({ length: 300 }, letter).join('');
}

describe('writePages', () => {
  const options = { feedback: EVERYTHING, timelines: new Map() };

  it('writes a page for each student, whatever the ids are, and the same bytes each time', async () => {
    const { file, timing } = exampleClass({ submissions: 12, scenarios: 30, runs: 6, ids: HOSTILE_IDS });
    const [once, again] = [join(folder, 'once'), join(folder, 'again')];
    await writePages(once, file, timing, options);
    await writePages(again, file, timing, options);
    const names = (await readdir(once, { recursive: true })).sort();
    const students = file.submissions.map(({ id }) => join('students', `${pageName(id)}.html`));
    expect(names).toEqual(['report.html', 'students', ...students].sort());
    for (const name of names.filter((one) => one.endsWith('.html')))
      expect(await readFile(join(again, name), 'utf8')).toBe(await readFile(join(once, name), 'utf8'));
  });

  it('puts nothing of others into the page of a student', async () => {
    const { file, timing } = exampleClass({ submissions: 30, scenarios: 30, runs: 6 });
    await writePages(join(folder, 'class'), file, timing, { ...options, similarity: 'similarity.html' });
    const page = await readFile(join(folder, 'class', 'students', 'bela.lind.html'), 'utf8');
    const others = file.submissions.filter(({ id }) => id !== 'bela.lind').map(({ id }) => id);
    expect(page).toContain('bela.lind');
    expect(others.filter((id) => page.includes(id))).toEqual([]);
    expect(page).not.toContain('similarity');
    expect(page).not.toContain('suspicious');
  });

  it('writes no text of strangers as markup', async () => {
    const size = { submissions: 12, scenarios: 30, runs: 6, ids: HOSTILE_IDS, message: () => HOSTILE };
    const { file, timing } = exampleClass(size);
    await writePages(join(folder, 'hostile'), file, timing, options);
    const students = await readdir(join(folder, 'hostile', 'students'));
    const pages = ['report.html', ...students.map((name) => join('students', name))];
    for (const name of pages) {
      const page = await readFile(join(folder, 'hostile', name), 'utf8');
      expect(page).not.toMatch(/<img|<b>bold|<script>alert/i);
      expect(page).not.toMatch(/[\u202e\u2066]/);
      expect(page).toContain("default-src 'none'");
    }
  });

  it('keeps the report of 300 by 150 small, also if each failure says something else', async () => {
    const { file, timing } = exampleClass({ submissions: 300, scenarios: 150, runs: 4, message: noise });
    await writePages(join(folder, 'big'), file, timing, options);
    expect((await stat(join(folder, 'big', 'report.html'))).size).toBeLessThan(15e6);
  });
});
