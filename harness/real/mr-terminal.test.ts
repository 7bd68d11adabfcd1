import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sleep } from '../../labrpc/index.ts';
import { TrialFolder } from './testing/trial.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Node makes no terminals, but this program does where it is the one of util-linux. */
const HAS_TERMINAL = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');
const CTRL_C = '\x03';

let folder: TrialFolder;
beforeEach(async () => {
  folder = await TrialFolder.make();
  await folder.write({ 'a.txt': 'one\nbad\n' });
});
afterEach(() => folder.remove());

const application = (map: string) => `
  const { writeFileSync } = require('node:fs');
  exports.application = () => ({
    map(name, contents) { writeFileSync('begun', ''); ${map} },
    reduce: (key, values) => key + values.length,
  });`;

/** What stands on the terminal at the end; `onBegun` is called once the application works. */
async function onTerminal(onBegun: (type: (keys: string) => void) => void): Promise<string[]> {
  const words = ['harness/run/start.mjs', 'harness/real/mr-command.ts', 'app=app.cjs', 'solution', 'a.txt'];
  const command = `stty cols 60; "${process.execPath}" ${words.join(' ')}; echo "exit $?"`;
  const env = { ...process.env, INIT_CWD: folder.path };
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: PROJECT, env });
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
  const ended = new Promise((resolve) => child.on('close', resolve));
  while (!existsSync(join(folder.path, 'begun')) && child.exitCode === null) await sleep(20);
  onBegun((keys) => child.stdin.write(keys));
  await ended;
  // Of a line that was written over, what stands there last.
  return text.split('\r\n').map((line) => line.split('\r\x1b[2K').at(-1) ?? '');
}

describe.runIf(HAS_TERMINAL)('npm run mr on a terminal', () => {
  it('ends when an application throws, and its bar is gone', async () => {
    await folder.write({ 'app.cjs': application("throw new Error('no '.repeat(30));") });
    const lines = await onTerminal(() => undefined);
    expect(lines.slice(0, 2)).toEqual([
      'mr: the application threw in map, at line 1 of a.txt: "one"',
      `  Error: ${'no '.repeat(30)}`,
    ]);
    expect(lines.slice(-2)).toEqual(['exit 1', '']);
  });

  it('says after Ctrl-C how far it had come', async () => {
    await folder.write({ 'app.cjs': application('for (;;);') });
    const lines = await onTerminal((type) => type(CTRL_C));
    expect(lines.join('\n')).toMatch(
      /(^|\n)(\^C)?mr: interrupted after 0\/1 maps and 0\/8 reduces; no output was written\n/,
    );
  });
});
