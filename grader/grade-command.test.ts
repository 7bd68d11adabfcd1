import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GradeFile } from './results/grade-file.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const ONE_RUN = ['--lab', 'lab2a', '--runs', '1'];

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-grading-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as npm does, without a terminal. */
function grade(...args: readonly string[]): Promise<Outcome> {
  const { INIT_CWD: _, ...env } = process.env;
  const words = ['--import', 'tsx', join('grader', 'grade-command.ts'), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: PROJECT, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

async function submit(group: string, id: string, code: string | URL): Promise<void> {
  const lab = join(folder, group, id, 'lab2-raft');
  if (code instanceof URL) return cp(code, lab, { recursive: true });
  await mkdir(lab, { recursive: true });
  await writeFile(join(lab, 'raft.ts'), code);
}

/** In one scenario only: a hang takes five seconds of CPU. */
const HANG_OF_NINE = `export class Raft {
  constructor({ peers }) { while (peers.length === 9) {} }
  getState() { return { term: 0, isLeader: false }; }
}`;
const SOLUTION = new URL('../solutions/lab2-raft', import.meta.url);

describe('grading', () => {
  it('scores each submission as if the others were not there, and gives the same bytes again', async () => {
    await submit('class', 'bad brace', 'export class Raft {');
    await submit('class', 'exit', 'process.exit(0);');
    await submit('class', 'good', SOLUTION);
    await submit('class', 'hang', HANG_OF_NINE);
    await submit('class', 'import', "import 'node:fs';");
    await submit('class', 'killer', "Function('return process')().abort();");
    await submit('class', 'no class', 'export const raft = 1;');
    await submit('class', 'throws', "throw new Error('at import');");
    const first = await grade(join(folder, 'class'), ...ONE_RUN, '--out', join(folder, 'one'));
    expect(first.code, first.stderr).toBe(0);
    const { submissions } = JSON.parse(
      await readFile(join(folder, 'one', 'results.json'), 'utf8'),
    ) as GradeFile;
    const seen = submissions.map(({ id, points, max, parts }) => {
      const failures = (parts[0]?.scenarios ?? []).flatMap((scenario) => scenario.failures);
      const failure = failures.find(({ kind }) => kind === 'hang') ?? failures[0];
      return [id, points === max ? 'all' : points, failure?.rule, failure?.message];
    });
    expect(seen).toEqual([
      [
        'bad brace',
        0,
        'lab/compiles',
        'labs/lab2-raft/raft.ts:1:20: Expected identifier but found end of file',
      ],
      ['exit', 0, 'lab/exit', 'process.exit(0)'],
      ['good', 'all', undefined, undefined],
      ['hang', 0, 'world/hang', expect.stringContaining('5 s of CPU time')],
      [
        'import',
        0,
        'lab/compiles',
        expect.stringContaining('labs/lab2-raft/raft.ts:1:8: import of "node:fs"'),
      ],
      ['killer', 0, 'world/memory', 'the code held more than 512 MB of memory, or made its process abort'],
      ['no class', 0, 'lab/exception', 'raft.ts must export a class named Raft'],
      ['throws', 0, 'lab/exception', 'at import'],
    ]);
    expect(first.stdout).toMatch(/│ good +│ +20 │ +20 │/);
    expect(first.stderr).toContain('[8/8]');

    await rm(join(folder, 'class', 'hang'), { recursive: true });
    const others = [join(folder, 'class'), ...ONE_RUN, '--jobs', '1', '--out', join(folder, 'two')];
    await grade(...others);
    const all = await files('two');
    await grade(...others, '--jobs', '3');
    expect(await files('two')).toEqual(all);
    expect(await readdir(join(folder, 'two', 'students'))).toContain('good.html');

    await rm(join(folder, 'class', 'exit'), { recursive: true });
    await writeFile(join(folder, 'two', 'students', 'mine.txt'), '');
    const roster = join(folder, 'class.csv');
    await writeFile(roster, 'ID;Name;Mail;Late days\ngood;Zoë;z@x;1\nghost;;;0\n');
    const third = await grade(...others, '--roster', roster);
    expect(third.stderr).toContain('columns of the roster that were not used: Mail');
    expect(third.stderr).toContain('nothing handed in (1): ghost');
    expect(third.stdout).toMatch(/│ ghost +│ +0 │ missing │/);
    expect((await files('two')).join('\n')).toContain('\r\nghost,,0,0,0,0,0,20,nothing was handed in\r\n');
    const pages = await readdir(join(folder, 'two', 'students'));
    expect(pages).toEqual(expect.arrayContaining(['ghost.html', 'good.html', 'mine.txt']));
    expect(pages).not.toContain('exit.html');
  }, 240_000);

  it('derives its seeds from the secret', async () => {
    await submit('stub', 'ann', new URL('examples/empty-stub/lab2-raft', import.meta.url));
    const stub = join(folder, 'stub');
    const out = join(folder, 'secret');
    const { stdout } = await grade(stub, ...ONE_RUN, '--seed-base', 'abc', '--out', out);
    expect(stdout).toMatch(/npm test lab2a seed=\d{10,16} only=/);
    expect(stdout).not.toContain('abc');
  }, 60_000);
});

describe('misuse', () => {
  it.each([
    ['no such folder', ['nowhere-at-all'], 'there is no folder'],
    ['a file', ['package.json'], 'is a file, not a folder'],
    ['an unknown lab', ['grader/examples', '--lab', 'lab9'], 'Known: '],
    [
      'results among submissions',
      ['grader/examples', '--out', 'grader/examples/out'],
      '--out lies in the folder',
    ],
    ['no such policy', ['grader/examples', '--policy', 'nowhere.yaml'], 'nowhere.yaml'],
    [
      'nothing to resume',
      ['grader/examples', '--resume', '--out', join(tmpdir(), 'lockstep-no-grading')],
      'no grading',
    ],
  ])('%s: one message, exit code 2', async (_, args, message) => {
    const { code, stdout, stderr } = await grade(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('an empty folder', async () => {
    await mkdir(join(folder, 'empty'));
    expect(await grade(join(folder, 'empty'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no submissions'),
    });
  });
});

async function files(out: string): Promise<string[]> {
  const read = (name: string): Promise<string> => readFile(join(folder, out, name), 'utf8');
  return [await read('results.json'), await read('results.csv')];
}
