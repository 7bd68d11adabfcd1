import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleTrace } from './example-trace.ts';
import { readTraceFile } from './trace-file.ts';
import { readViewOptions } from './view-options.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function view(...words: readonly string[]): Promise<Outcome> {
  const args = ['harness/run/start.mjs', 'harness/view/view-command.ts', ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: PROJECT }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

describe('npm run view', () => {
  const trace = exampleTrace(3);
  let folder = '';
  let file = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-command-'));
    file = join(folder, 'run.json');
    await writeFile(file, JSON.stringify(trace));
    await writeFile(join(folder, 'newer.json'), JSON.stringify({ ...trace, version: 2 }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('writes the timeline beside the trace, and says where', async () => {
    const page = join(folder, 'run.html');
    expect(await view(file)).toEqual({ code: 0, out: `${page}\n`, err: '' });
    expect(await readTraceFile(page)).toEqual([trace]);
  });

  it('says the whole path of a page that was named by a relative one', async () => {
    const page = join(folder, 'run.html');
    expect(await view(relative(PROJECT, page))).toEqual({ code: 0, out: `${page}\n`, err: '' });
  });

  it('writes two runs into one page, from a trace and a timeline, and the ShiViz log of one', async () => {
    const page = join(folder, 'one.html');
    const log = join(folder, 'run.log');
    expect((await view(file, `out=${page}`, '--shiviz', log)).out).toBe(`${log}\n${page}\n`);
    expect((await readFile(log, 'utf8')).split('\n')[0]).toContain('(?<clock>');
    const both = join(folder, 'both.html');
    expect(await view(file, page, '--out', both, 'no-open')).toEqual({ code: 0, out: `${both}\n`, err: '' });
    expect(await readTraceFile(both)).toEqual([trace, trace]);
  });

  it.each([
    ['no trace', [], /say which trace/],
    ['a file that is not there', ['none.json'], /none\.json does not exist/],
    ['something else', ['package.json'], /package\.json cannot be shown: it is JSON, but no trace/],
    ['an option that it does not know', ['x.json', '--oout', 'y'], /unknown option '--oout'/],
    ['three runs', ['a', 'b', 'c'], /at most two runs/],
  ])('says in one message what is wrong: %s', async (_, words, message) => {
    const { code, out, err } = await view(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  });

  it('names the version that it cannot read', async () => {
    const { code, err } = await view(join(folder, 'newer.json'));
    expect(code).toBe(2);
    expect(err).toContain('it is a trace of version 2, and this program reads version 1');
  });
});

describe('readViewOptions', () => {
  it('takes words and flags', () => {
    const expected = { files: ['a.json', 'b.html'], out: 'c.html', isToBeOpened: false, shiviz: undefined };
    expect(readViewOptions(['a.json', 'b.html', '--out', 'c.html', '--no-open'])).toEqual(expected);
    expect(readViewOptions(['a.json', 'no-open', 'b.html', 'out=c.html'])).toEqual(expected);
    expect(readViewOptions(['--help'])).toBeUndefined();
  });

  it('takes flags that npm took for its own', () => {
    const environment = { npm_config_out: 'c.html', npm_config_open: '' };
    expect(readViewOptions(['a.json'], environment)).toMatchObject({ out: 'c.html', isToBeOpened: false });
    expect(readViewOptions(['a.json', 'out=d.html'], environment)?.out).toBe('d.html');
    expect(() => readViewOptions(['a.json', 'x'], { npm_config_shiviz: 'true' })).toThrow(/write shiviz=…/);
  });
});
