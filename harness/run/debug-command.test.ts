import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LABS } from '../scenarios/index.ts';
import { parseDebugOptions } from './debug-options.ts';
import { plainEnvironment } from './debug-target.ts';
import { parseTestOptions } from './test-options.ts';
import { PROJECT } from './vitest-settings.ts';

interface LaunchFile {
  readonly configurations: readonly {
    readonly request: string;
    readonly program?: string;
    readonly args?: string;
  }[];
  readonly inputs: readonly { readonly id: string; readonly default: string }[];
}

describe('npm run debug', () => {
  it.each([
    [['lab2a'], 2, '', 'only=initial-election'],
    [['--help'], 0, 'npm run debug -- PART', ''],
  ])('%j ends without a debugger', (words, code, output, complaint) => {
    const args = ['harness/run/start.mjs', 'harness/run/debug-command.ts', ...words];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: PROJECT,
      env: plainEnvironment(),
      encoding: 'utf8',
    });
    expect(status).toBe(code);
    expect(stdout).toContain(output);
    expect(stderr).toContain(complaint);
  });
});

describe('.vscode/launch.json', () => {
  const file = JSON.parse(readFileSync(join(PROJECT, '.vscode', 'launch.json'), 'utf8')) as LaunchFile;
  const launches = file.configurations.filter(({ request }) => request === 'launch');
  const words = (id: string) => file.inputs.find((input) => input.id === id)?.default.split(' ') ?? [];

  it('starts commands that exist, with words that are asked for', () => {
    expect(launches.length).toBeGreaterThan(0);
    for (const { program = '', args = '' } of launches) {
      const [, command = '', input = ''] = /^(\S+) \$\{input:(\w+)\}$/.exec(args) ?? [];
      const files = [program.replace(/^\$\{workspaceFolder\}\//, ''), command];
      expect(files.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
      expect(words(input)).not.toEqual([]);
    }
  });

  it('proposes words that are understood', () => {
    expect(parseDebugOptions(words('run'), {}, LABS).kind).toBe('options');
    expect(parseTestOptions(words('test'), {}, LABS).kind).toBe('options');
  });
});
