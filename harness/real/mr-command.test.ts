import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../labrpc/index.ts';
import { TrialFolder } from './testing/trial.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const HAS_SIGNALS = process.platform !== 'win32';

let folder: TrialFolder;
let out = '';

beforeEach(async () => {
  folder = await TrialFolder.make();
  out = join(folder.path, 'out');
  await folder.write({ 'in/a.txt': 'one two\ntwo\n', 'in/b.txt': 'b\nc\nbad\n' });
});
afterEach(() => folder.remove());

/** An application whose `map` does this to `contents`. It says that it has begun. */
const application = (map: string) => `
  const { writeFileSync } = require('node:fs');
  exports.application = () => ({
    map(name, contents) { writeFileSync('begun', ''); ${map} },
    reduce: (key, values) => key + values.length,
  });`;

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command, called as npm does it. */
function start(...args: readonly string[]): { child: ChildProcess; outcome: Promise<Outcome> } {
  const main = [join('harness', 'run', 'start.mjs'), join('harness', 'real', 'mr-command.ts')];
  const env = { ...process.env, INIT_CWD: folder.path };
  const child = spawn(process.execPath, [...main, ...args], { cwd: PROJECT, env });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (texts.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (texts.stderr += text.toString()));
  const outcome = new Promise<Outcome>((resolve) => {
    child.on('close', (code) => resolve({ code, ...texts }));
  });
  return { child, outcome };
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await sleep(20);
}

const hasBegun = () => existsSync(join(folder.path, 'begun'));

/** Processes that were started for this test: their command lines name its folder. */
function processes(): string[] {
  const all = execFileSync('ps', ['-A', '-o', 'args'], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(join(folder.path, 'out', '.mr-work-')));
}

describe('npm run mr', () => {
  it('writes output, in place of all of an earlier job, and says where', async () => {
    await folder.write({
      'out/mr-out-7': 'old',
      'out/notes': 'mine',
      'out/.mr-work-999999999/files/x': 'torn',
    });
    const { code, stdout, stderr } = await start('app=wc', 'solution', 'reduces=2', 'out=out', 'in/*')
      .outcome;
    const [first, ...others] = stdout.split('\n');
    expect(first).toMatch(/^2 maps and 2 reduces by \d+ workers? with at most \d+ MB of memory each, in \d/);
    expect(others).toEqual(['written to out: mr-out-0 to mr-out-1', '']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(out).sort()).toEqual(['mr-out-0', 'mr-out-1', 'notes']);
    const lines = ['mr-out-0', 'mr-out-1'].flatMap((name) =>
      readFileSync(join(out, name), 'utf8').split('\n').slice(0, -1),
    );
    expect(lines.sort()).toEqual(['b 1', 'bad 1', 'c 1', 'one 1', 'two 2']);
  });

  it('names the file and the line at which an application throws, and leaves the old output', async () => {
    await folder.write({
      'app.cjs': application("if (/^bad$/m.test(contents)) throw new Error('no'); return [];"),
      'out/mr-out-0': 'old',
    });
    const { code, stdout, stderr } = await start('app=app.cjs', 'solution', 'out=out', 'in/*').outcome;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^mr: the application threw in map, at line 3 of in\/b.txt: "bad"\n {2}Error: no\n/,
    );
    expect(stderr.split('\n').slice(2)).toEqual([
      expect.stringMatching(/^ {4}at Object.map \(app.cjs:4:\d+\)$/),
      '',
    ]);
    expect(readdirSync(out)).toEqual(['mr-out-0']);
  });

  it('exits with 2 and one line if it cannot begin', async () => {
    const { code, stdout, stderr } = await start('app=wc', 'out=out', 'in/a.txt', 'in/gone.txt').outcome;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`mr: there is no file "in/gone.txt" (in ${folder.path})\n`);
    expect(existsSync(out)).toBe(false);
  });

  it.runIf(HAS_SIGNALS)('leaves nothing when it is interrupted', async () => {
    await folder.write({ 'app.cjs': application('for (;;);') });
    const { child, outcome } = start('app=app.cjs', 'solution', 'out=out', 'in/*');
    await until(hasBegun);
    expect(processes().length).toBeGreaterThan(1);
    child.kill('SIGINT');
    const { code, stderr } = await outcome;
    expect(code).toBe(130);
    expect(stderr).toBe('mr: interrupted after 0/2 maps and 0/8 reduces; no output was written\n');
    await until(() => processes().length === 0);
    expect(existsSync(out)).toBe(false);
  });

  it.runIf(HAS_SIGNALS)('leaves no process when it is killed, not even one in a loop', async () => {
    await folder.write({ 'app.cjs': application('for (;;);') });
    const { child, outcome } = start('app=app.cjs', 'solution', 'out=out', 'in/*');
    await until(hasBegun);
    child.kill('SIGKILL');
    await outcome;
    await until(() => processes().length === 0);
    expect(readdirSync(out)).toEqual([`.mr-work-${child.pid}`]);
  });

  it('does the same in one process when it is told so', async () => {
    const { code, stdout } = await start('app=wc', 'sequential', 'out=out', 'in/*').outcome;
    expect(stdout).toMatch(/^2 maps in one process, in \d.*\nwritten to out: mr-out-0\n$/);
    expect(code).toBe(0);
    expect(readFileSync(join(out, 'mr-out-0'), 'utf8')).toBe('b 1\nbad 1\nc 1\none 1\ntwo 2\n');
  });
});
