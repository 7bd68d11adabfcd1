import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPristine } from '../../harness/house/pristine.ts';
import { lab2 } from '../../harness/scenarios/lab2-raft/lab.ts';
import { MUTANTS } from '../../harness/scenarios/mutants.ts';
import { Misuse } from '../misuse.ts';
import { padded, reformatted, renamed, reordered } from './disguise.ts';
import { similarity } from './similarity.ts';
import { K } from './winnow.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = join(PROJECT, 'grader', 'examples');
const RAFT = 'lab2-raft';
/** A Raft that is neither ours nor a student's: what is copied here. */
const OTHER_RAFT = join(PROJECT, 'harness', 'scenarios', RAFT, 'variants');

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lockstep-similar-'));
});
afterEach(() => rm(root, { recursive: true }));

type Files = Readonly<Record<string, string>>;

async function readFiles(folder: string): Promise<Files> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

async function submit(
  id: string,
  files: Files,
  lab = RAFT,
): Promise<{ id: string; root: string; labs: string[] }> {
  await mkdir(join(root, id, lab), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, id, lab, name), text);
  return { id, root: join(root, id), labs: [lab] };
}

/** Three who worked for themselves, on other ideas each. */
async function others() {
  const folders = ['correct-other-style/labs', 'commits-old-terms', 'no-persistence'];
  return Promise.all(
    folders.map(async (folder) =>
      submit(folder.replace('/labs', ''), await readFiles(join(EXAMPLES, folder, RAFT))),
    ),
  );
}

const each = (files: Files, change: (text: string) => string): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, change(text)]));

describe('similarity', () => {
  it.each([
    ['with other names', (files: Files) => each(files, renamed), 0.99],
    ['with another layout, other comments and literals', (files: Files) => each(files, reformatted), 0.99],
    ['in another order', (files: Files) => each(files, reordered), 0.7],
    ['with dead code between', (files: Files) => each(files, padded), 0.6],
    ['in one file', (files: Files) => ({ 'raft.ts': Object.values(files).join('\n') }), 0.95],
    [
      'with all of that at once',
      (files: Files) => ({
        'raft.ts': Object.values(each(files, (text) => renamed(reformatted(padded(reordered(text)))))).join(
          '\n',
        ),
      }),
      0.5,
    ],
  ])('finds a copy %s', async (_, disguise, least) => {
    const files = await readFiles(OTHER_RAFT);
    const copied = disguise(files);
    expect(copied).not.toEqual(files);
    const report = await similarity([
      ...(await others()),
      await submit('original', files),
      await submit('copy', copied),
    ]);
    const [first, second] = report.pairs;
    expect(first).toMatchObject({ a: 'copy', b: 'original', lab: 'lab2' });
    expect(first?.share).toBeGreaterThan(least);
    expect(second?.share ?? 0).toBeLessThan(0.2);
    expect(report.submissions.map(({ notes }) => notes)).toEqual([[], [], [], [], []]);
  });

  it('finds little in common between independent programs', async () => {
    const alice = await submit('alice', await readFiles(OTHER_RAFT));
    const report = await similarity([...(await others()), alice]);
    expect(report.pairs.map(({ share }) => share).filter((share) => share > 0.2)).toEqual([]);
    expect(report.usual.half).toBeLessThan(0.1);
    expect(report.likeSolution.filter(({ share }) => share > 0.2)).toEqual([]);
  });

  it('keeps copies of our solution apart from copies of each other', async () => {
    const solution = await readFiles(join(PROJECT, 'solutions', RAFT));
    const mutants = (MUTANTS[RAFT] ?? []).slice(0, 12);
    const submissions = mutants.map(({ edits }, at) => {
      const edited = edits.map(({ file, find, replace }) => [
        file,
        solution[file]?.replace(find, () => replace) ?? '',
      ]);
      return submit(`mutant-${at}`, { ...solution, ...Object.fromEntries(edited) });
    });
    const report = await similarity(await Promise.all(submissions));
    expect(report.likeSolution).toHaveLength(12);
    for (const { share, longestRun } of report.likeSolution) {
      expect(share).toBeGreaterThan(0.9);
      expect(longestRun).toBeGreaterThan(300);
    }
    expect(report.pairs.filter(({ share }) => share > 0.5)).toEqual([]);
    expect(report.usual.ninety).toBeLessThan(0.1);
  });

  // In a checkout in which somebody works on this lab, its files are no stubs.
  it.skipIf(!isPristine(lab2))('does not count what was handed out', async () => {
    const stubs = await readFiles(join(PROJECT, 'labs', RAFT));
    const report = await similarity([await submit('alice', stubs), await submit('bob', stubs)]);
    expect(report.submissions.map(({ ownFingerprints }) => ownFingerprints)).toEqual([0, 0]);
    expect(report.pairs).toEqual([]);
    expect(report.likeSolution).toEqual([]);
  });

  it('finds a third of the class that handed round one program', async () => {
    const files = await readFiles(OTHER_RAFT);
    const ring = Array.from({ length: 8 }, (_, at) => submit(`ring-${at}`, files));
    const report = await similarity([...(await others()), ...(await Promise.all(ring))]);
    const inRing = report.pairs.filter(({ a, b }) => a.startsWith('ring') && b.startsWith('ring'));
    expect(inRing).toHaveLength((8 * 7) / 2);
    for (const { share } of inRing) expect(share).toBeGreaterThan(0.8);
  });

  it('says the same whatever the order of the submissions', async () => {
    const files = await readFiles(OTHER_RAFT);
    const all = [...(await others()), await submit('a', files), await submit('b', each(files, renamed))];
    expect(JSON.stringify(await similarity([...all].reverse()))).toBe(JSON.stringify(await similarity(all)));
  });

  it('shows which lines are the same', async () => {
    const files = await readFiles(OTHER_RAFT);
    const above = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, `// mine\n\n${text}`]),
    );
    const report = await similarity([await submit('a', files), await submit('b', above)]);
    const passages = report.pairs[0]?.labs[0]?.passages ?? [];
    expect(passages.length).toBeGreaterThan(5);
    for (const { a, b, tokens } of passages) {
      expect(b).toEqual({ file: a.file, from: a.from + 2, to: a.to + 2 });
      expect(tokens).toBeGreaterThanOrEqual(K);
    }
  });

  it('reads whatever is handed in, and says how', async () => {
    const report = await similarity([
      await submit('broken', { 'raft.ts': 'export class Raft {\n'.repeat(100) }),
      await submit('deep', { 'raft.ts': '('.repeat(1_000_000) }),
      await submit('endless', { 'raft.ts': `let a = 1; ${'a = a + 1; '.repeat(90_000)}` }),
      await submit('huge', { 'raft.ts': ' '.repeat(2 ** 20 + 1) }),
      await submit(
        'many',
        Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.ts`, ' '.repeat(2 ** 20)])),
      ),
      { id: 'missing', root: join(root, 'missing'), labs: [RAFT] },
    ]);
    expect(Object.fromEntries(report.submissions.map(({ id, notes }) => [id, notes]))).toEqual({
      broken: ['lab2: raft.ts was compared with its types: it cannot be parsed'],
      deep: ['lab2: raft.ts was compared with its types: it cannot be parsed'],
      endless: ['lab2: raft.ts has very long lines: they are shown broken'],
      huge: ['lab2: raft.ts is larger than 1 MB and was not compared'],
      many: [4, 5].map((at) => `lab2: ${at}.ts was not compared: the lab has more than 4 MB`),
      missing: [],
    });
    expect(report.pairs).toEqual([]);
  });

  it('follows no links', async () => {
    const secret = join(root, 'secret.ts');
    await writeFile(secret, (await readFiles(OTHER_RAFT))['other-raft.ts'] ?? '');
    const alice = await submit('alice', { 'own.ts': 'export const a = 1;' });
    await symlink(secret, join(alice.root, RAFT, 'raft.ts'));
    const report = await similarity([alice]);
    expect(report.submissions).toEqual([{ id: 'alice', ownFingerprints: 0, notes: [] }]);
  });

  it('refuses more submissions than it has room for', async () => {
    const many = Array.from({ length: 4001 }, (_, at) => ({ id: `${at}`, root, labs: [] }));
    await expect(similarity(many)).rejects.toThrow(
      new Misuse(
        '--similarity compares at most 4000 submissions, and these are 4001: leave it out, or compare a part of them',
      ),
    );
  });
});
