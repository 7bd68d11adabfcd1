import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Three writers at once, and a reader after them: which of them was last is anybody's guess. */
const jepsen = (read: number) =>
  [0, 1, 2]
    .map((process) => `${process}\t:invoke\t:write\t${process}`)
    .concat(['0\t:ok\t:write\t0', '1\t:ok\t:write\t1', '2\t:info\t:write\t:timed-out'])
    .concat(['3\t:invoke\t:read\tnil', `3\t:ok\t:read\t${read}`])
    .map((event) => `INFO  jepsen.util - ${event}\n`)
    .join('');

const FILES = {
  'good.log': jepsen(2),
  'bad.log': jepsen(3),
  'cut.log': jepsen(2).slice(0, -12),
  'good.jsonl':
    '{"format":"lockstep-history","version":1,"model":"mutex"}\n' +
    '{"client":1,"input":{"kind":"acquire"},"call":0,"return":1}\n',
};

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'histories-'));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command, called as npm does it. */
function run(...words: readonly string[]): Promise<Outcome> {
  const command = ['harness/run/start.mjs', 'harness/history/check-history-command.ts', ...words];
  const env = { ...process.env, INIT_CWD: folder, FORCE_COLOR: '0' };
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: PROJECT, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const TIME = /\d+(\.\d+)? m?s$/gm;
const timeless = (text: string) => text.replaceAll(/, [\d,]+ steps?/g, '').replaceAll(TIME, 'T');

describe('npm run check-history', () => {
  it('says of each file whether it is linearizable', async () => {
    const { code, stdout, stderr } = await run('good.*');
    expect(timeless(stdout)).toBe(
      [
        '✓ good.jsonl  linearizable: 1 operation, T',
        '✓ good.log    linearizable: 4 operations, T',
        '2 files: 2 linearizable, 5 operations, T',
        '',
      ].join('\n'),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('explains which operation has no place, and where it is', async () => {
    const { code, stdout } = await run('good.log', 'bad.log');
    expect(code).toBe(1);
    expect(stdout).toContain('✗ bad.log   NOT linearizable: 4 operations');
    expect(stdout).toMatch(/^ {4}.*read\(\) gives 3/m);
    expect(stdout).toMatch(/^ {4}.*lines 7 to 8 /m);
  });

  it('checks the others if one is malformed or missing, and exits with 2', async () => {
    const { code, stdout } = await run('bad.log', 'cut.log', 'gone.log', 'good.log');
    expect(code).toBe(2);
    expect(stdout).toContain('✗ bad.log');
    expect(stdout).toContain('✓ good.log');
    expect(stdout).toContain(
      '! cut.log:8  malformed: expected INFO jepsen.util - PROCESS :TYPE :FUNCTION VALUE',
    );
    expect(stdout).toContain('! gone.log  unreadable: there is no file "gone.log"');
    expect(stdout).toContain('4 files: 1 linearizable, 1 NOT linearizable, 1 malformed, 1 unreadable');
  });

  it('exits with 3 if the budget is spent', async () => {
    const { code, stdout } = await run('steps=1', 'good.log', 'good.jsonl');
    expect(code).toBe(3);
    expect(stdout).toContain('? good.log    unknown: the budget of 1 step was spent');
  });

  it('refuses files of another model or format', async () => {
    const { code, stdout } = await run('model=kv', 'good.log');
    expect(code).toBe(2);
    expect(stdout).toContain('expected a history of the model kv, found one of register');
    expect((await run('format=json', 'good.log')).stdout).toContain('a line of the format jepsen');
  });

  it('writes results for machines, and to standard output nothing else', async () => {
    const { code, stdout, stderr } = await run('json=-', 'bad.log', 'good.log');
    const { files } = JSON.parse(stdout) as { files: readonly { file: string; outcome: string }[] };
    expect(files.map(({ file, outcome }) => [file, outcome])).toEqual([
      ['bad.log', 'not linearizable'],
      ['good.log', 'linearizable'],
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('draws the first history that is not linearizable', async () => {
    const { code, stdout } = await run('picture=why.html', 'good.log', 'bad.log');
    expect(code).toBe(1);
    expect(stdout).toContain(`why bad.log is not linearizable: ${join(folder, 'why.html')}`);
    const page = await readFile(join(folder, 'why.html'), 'utf8');
    expect(page).toContain('<title>Lockstep history</title>');
    const none = await run('picture=none.html', 'good.log');
    expect(none.stdout).toContain('no picture: nothing here is not linearizable');
    await expect(readFile(join(folder, 'none.html'))).rejects.toThrow('ENOENT');
  });

  it('tells a misuse in one line', async () => {
    const { code, stdout, stderr } = await run('json=gone/out.json', 'good.log');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^check-history: json=.*out\.json: there is no folder .*gone\n$/);
  });
});
