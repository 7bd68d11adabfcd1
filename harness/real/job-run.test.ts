import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrialFolder } from './testing/trial.ts';

let folder: TrialFolder;

/** Short files, one that is cut, and odd ones. */
const FILES = {
  'in/a b.txt': 'the cat\r\nthe dog\r\n',
  'in/größe 😀.txt': 'Größe 12\nthe 7\n',
  'in/empty.txt': '',
  'in/deep/no end.txt': 'cat the 3',
  'in/long.txt': Array.from({ length: 500 }, (_, line) => `word${line % 7} the ${line}\n`).join(''),
  // Nobody declares types in JavaScript.
  'slow.js': `exports.application = (ms) => ({
    async map(name, contents) {
      await new Promise((resolve) => setTimeout(resolve, Number(ms)));
      return contents.split('\\n').map((value) => ({ key: name, value }));
    },
    async reduce(key, values) {
      await new Promise((resolve) => setTimeout(resolve, Number(ms)));
      return String(values.length);
    },
  });`,
};

beforeAll(async () => {
  folder = await TrialFolder.make();
  await folder.write(FILES);
});
afterAll(() => folder.remove());

describe('a job in real processes', () => {
  it.each([
    ['wc', ''],
    ['indexer', ''],
    ['grep', 'the \\d$'],
    ['top-k', '5'],
    ['slow.js', '1'],
  ])('gives what one process gives: %s', async (app, argument) => {
    const options = { app, argument, mostBytes: 1000 };
    const { lines, splits, notes } = await folder.run(options);
    expect(splits).toBeGreaterThan(6);
    expect(notes).toEqual([]);
    expect(lines).toEqual(await folder.runSequentially(options));
    expect(lines.length).toBeGreaterThan(0);
  });

  it('gives the same when workers are killed in the middle of tasks', async () => {
    const options = { app: 'slow.js', argument: '60', mostBytes: 1000 };
    const { lines, killed, notes } = await folder.run({ ...options, workers: 3, killEveryMs: 250 });
    expect(lines).toEqual(await folder.runSequentially({ ...options, argument: '0' }));
    expect(killed).toBeGreaterThan(0);
    expect(notes.length).toBe(killed);
    expect(notes[0]).toMatch(/^killed worker-[123], started worker-4$/);
  });

  it('gives as many files with nothing in them when there is nothing', async () => {
    const nothing = await TrialFolder.make();
    await nothing.write({ 'in/a': '', 'in/b': '', 'in/c': '\n12\n' });
    expect(await nothing.run({ app: 'wc', reduces: 4 })).toMatchObject({ lines: [] });
    await nothing.remove();
  });
});
