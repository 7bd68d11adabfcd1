import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunPool } from '../run/pool.ts';
import type { ResultFile } from '../run/result-file.ts';
import { PROJECT } from '../run/vitest-settings.ts';
import { LABS } from '../scenarios/index.ts';
import type { Part } from '../scenarios/scenario.ts';
import { makeEdition } from './edition.ts';
import { type Files, relativeImports, secretCode, takenFiles } from './edition-files.ts';
import { changedStubs } from './stubs.ts';
import { writeEdition } from './write-edition.ts';

const run = promisify(execFile);

/** What a command in the edition came to, as a student types it. */
interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Whoever works in `labs/` has no edition to hand out; where nobody does, there must be one. */
const isSomebodyAtWork = !process.env.CI && changedStubs(takenFiles()).length > 0;

function linesOf(content: Buffer): string[] {
  return content
    .toString()
    .split('\n')
    .map((line) => line.trim());
}

describe.skipIf(isSomebodyAtWork)("the students' edition", () => {
  let files: Files = new Map();
  let folder = '';
  let out = '';
  const pool = new RunPool();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-edition-test-'));
    out = join(folder, 'course');
    files = await makeEdition();
    await writeEdition(files, out);
    await symlink(join(PROJECT, 'node_modules'), join(out, 'node_modules'));
  });
  afterAll(async () => {
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function npm(script: string, ...words: readonly string[]): Promise<Ended> {
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    const [program, ...given] = (scripts[script] ?? '').split(' ');
    expect(program, script).toBe('node');
    const env = { ...process.env, INIT_CWD: out, NO_COLOR: '1' };
    const ended = run(process.execPath, [...given, ...words], { cwd: out, env });
    return ended.then(
      ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
      ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
    );
  }

  /** Of the last scenario of a part, with seed 1. */
  async function fingerprintHere({ id: part, scenarios }: Part): Promise<[string, string | undefined]> {
    const implementation = { root: join(PROJECT, 'solutions'), withReference: [] };
    const slug = scenarios.at(-1)?.slug ?? '';
    return [part, (await pool.run({ implementation, part, slug, seed: 1, twice: false })).fingerprint];
  }

  const text = (path: string): string => files.get(path)?.toString() ?? '';

  it('has what a student needs', () => {
    const needed = [
      ...LABS.flatMap(({ id, files: own }) => Object.keys(own).map((file) => `labs/${id}/${file}`)),
      ...LABS.flatMap(({ id, parts }) => parts.map((part) => `labs/${id}/${part.id}.test.ts`)),
      ...LABS.flatMap(({ id }) => [`labs/${id}/README.md`, `harness/scenarios/${id}/contract.ts`]),
      ...LABS.map(({ id }) => `reference/${id}.js`),
      ...['README.md', 'LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', '.gitignore'],
      ...['labs/README.md', 'reference/README.md', 'docs/histories.md', 'docs/timeline.png'],
    ];
    expect(needed.filter((path) => !files.has(path))).toEqual([]);
  });

  it('has no solutions, no known bugs, no grader, no history, and nothing that makes editions', () => {
    const forbidden =
      /^(solutions|grader|\.git|harness\/edition)\/|mutant|mutate|variants\/|node_modules|\.lockstep/;
    expect([...files.keys()].filter((path) => forbidden.test(path))).toEqual([]);
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    expect(Object.keys(scripts)).toEqual(
      expect.arrayContaining(['test', 'labs', 'hint', 'debug', 'mr', 'check-history', 'view']),
    );
    expect(
      Object.keys(scripts).filter((name) => /grade|mutants|handout|bench|check:|check$/.test(name)),
    ).toEqual([]);
  });

  it('names no file that it lacks', () => {
    const missing = [...files].flatMap(([path, content]) =>
      path.endsWith('.test.ts')
        ? []
        : relativeImports(path, content.toString()).filter((target) => !files.has(target)),
    );
    expect(missing).toEqual([]);
  });

  it('contains no statement of a solution or of a known bug', () => {
    const stubs = new Set(
      [...files].flatMap(([path, one]) => (path.startsWith('labs/') ? linesOf(one) : [])),
    );
    const telling = (line: string): boolean =>
      /^(?!import|export|private|\W).{44,};$/.test(line) && !stubs.has(line);
    const solutionsAndBugs = [...secretCode()].filter(([path]) => /^solutions|scenarios|examples/.test(path));
    const secret = new Set(solutionsAndBugs.flatMap(([, content]) => linesOf(content)).filter(telling));
    expect(secret.size).toBeGreaterThan(1000);
    const found = [...files].flatMap(([path, content]) =>
      linesOf(content).flatMap((line) => (secret.has(line) ? [`${path}: ${line}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('has minified solutions without comments, source maps and the names of their methods', () => {
    const minified = LABS.map(({ id }) => text(`reference/${id}.js`)).join('\n');
    expect(minified).not.toMatch(/\/\*|\/\/|sourceMappingURL/);
    expect(minified).toContain('requestVote');
    expect(minified).not.toMatch(/becomeLeader|advanceCommitIndex|takeStraggler/);
  });

  it('has the same bytes each time', async () => {
    const bytes = [...(await makeEdition())].map(([path, content]) => [path, content.toString('base64')]);
    expect(bytes).toEqual([...files].map(([path, content]) => [path, content.toString('base64')]));
    expect(await readFile(join(out, 'README.md'), 'utf8')).toBe(text('README.md'));
  });

  it('runs our solution in each part as it runs here', { timeout: 300_000 }, async () => {
    const results = join(folder, 'results.json');
    const { code, output } = await npm('test', 'labs', 'solution', 'runs=1', `json=${results}`);
    expect(output).toMatch(/^PASSED {2}lab0, lab1, .*, lab6d: (\d+) of \1 points/m);
    expect(code).toBe(0);

    const { parts } = JSON.parse(await readFile(results, 'utf8')) as ResultFile;
    const theirs = parts.map(({ part, scenarios }) => [part, scenarios.at(-1)?.fingerprints['1']]);
    expect(theirs).toEqual(await Promise.all(LABS.flatMap((lab) => lab.parts).map(fingerprintHere)));
  });

  it.each([['lab2a'], ['lab3a', 'with=lab2', 'only=basic']])(
    'has a stub to be written: %s %s',
    async (...words) => {
      const { code, output } = await npm('test', ...words, 'runs=1');
      expect(output).toMatch(/^○ lab\d\w is still to be written/m);
      expect(output).not.toContain('could not be checked');
      expect(code).toBe(1);
    },
  );

  it('has a tour that fails, and then says what to do next', async () => {
    const { code, output } = await npm('test', 'lab0', 'only=lossy');
    expect(output).toContain('counter/counted-twice');
    expect(code).toBe(1);
    expect(await npm('labs')).toMatchObject({ code: 0, output: expect.stringMatching(/^✗ lab0 /m) });
    expect(await npm('hint', 'lab2b')).toMatchObject({
      code: 0,
      output: expect.stringContaining('Symptoms'),
    });
  });

  it('plays staged failures with our solution', async () => {
    const { code, output } = await npm('test', 'lab6b', 'only=without-fencing', 'solution', 'runs=1');
    expect(output).toContain('storage/lost-update');
    expect(code).toBe(1);
  });

  it('compiles, and its pages name nothing that it lacks', async () => {
    const tool = (path: string): string => join(PROJECT, 'node_modules', path);
    await run(process.execPath, [tool('typescript/bin/tsc'), '--noEmit'], { cwd: out });
    await run(process.execPath, [tool('vitest/vitest.mjs'), 'run', 'harness/house/docs.test.ts'], {
      cwd: out,
    });
  });
});
