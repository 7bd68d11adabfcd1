import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PROJECT } from '../run/vitest-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'lockstep-handout-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As npm runs it, which was called in `folder`. */
function handout(...words: readonly string[]) {
  const args = ['harness/run/start.mjs', 'harness/edition/handout-command.ts', ...words];
  const env = { ...process.env, INIT_CWD: folder };
  return spawnSync(process.execPath, args, { cwd: PROJECT, env, encoding: 'utf8' });
}

describe('npm run handout', () => {
  it.each([
    [[], 'handout: name the folder to make: npm run handout -- OUT\n'],
    [['one', 'two'], 'handout: name one folder: npm run handout -- OUT\n'],
    [['one', '--fast'], "handout: unknown option '--fast': npm run handout -- OUT\n"],
    [['no/where'], `handout: there is no folder ${join(folder, 'no')} to make it in\n`],
    [[join(PROJECT, 'course')], /^handout: .*course lies in the project, .*: name a folder outside\n$/],
  ])('has one line for a misuse: %j', (words, message) => {
    const { status, stdout, stderr } = handout(...words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    if (typeof message === 'string') expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says how it is used', () => {
    const { status, stdout } = handout('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: npm run handout -- OUT/);
  });
});
