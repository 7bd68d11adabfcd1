import { Command, Option } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { demandFree } from '../harness/edition/write-edition.ts';
import { readWords, runCommand, wholeNumber } from './command-line.ts';
import { GraderFailure } from './grader-failure.ts';
import { Misuse } from './misuse.ts';

function command(): Command {
  return new Command('npm run bake --')
    .argument('<CAKE>')
    .addOption(new Option('--eggs <N>').argParser(wholeNumber(1, 12)));
}

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

describe('words', () => {
  it('are read into the command', () => {
    const cake = command();
    expect(readWords(cake, ['lemon', '--eggs', '3'])).toBe(true);
    expect(cake.args).toEqual(['lemon']);
    expect(cake.opts()).toEqual({ eggs: 3 });
  });

  it.each([
    [['lemon', '--eggz', '3'], /^unknown option '--eggz'/],
    [['lemon', 'apple'], /^too many arguments/],
    [['lemon', '--eggs', '13'], /It must be a whole number from 1 to 12\.$/],
    [['lemon', '--eggs', '0'], /from 1 to 12/],
    [['lemon', '--eggs', '1e1'], /from 1 to 12/],
    [['lemon', '--eggs', ' 3'], /from 1 to 12/],
    [[], /^missing required argument 'CAKE'$/],
  ])('%j are refused in one sentence', (words, message) => {
    expect(() => readWords(command(), words)).toThrow(Misuse);
    expect(() => readWords(command(), words)).toThrow(message);
  });

  it('are refused with a sentence of the command, if it has one for that', () => {
    const explain = (code: string) => (code === 'commander.missingArgument' ? 'name a cake' : undefined);
    expect(() => readWords(command(), [], explain)).toThrow(/^name a cake$/);
    expect(() => readWords(command(), ['a', 'b'], explain)).toThrow(/^too many arguments/);
  });

  it('may ask for help, which is printed', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(readWords(command(), ['--help'])).toBe(false);
    expect(write.mock.calls.join('')).toContain('Usage: npm run bake --');
  });
});

describe('a command', () => {
  it.each([
    ['misuse', () => Promise.reject(new Misuse('no such cake')), 'bake: no such cake\n', 2],
    ['misuse that the harness found', () => demandFree('/'), /^bake: .+\n$/, 2],
    ['a failure', () => Promise.reject(new GraderFailure('no oven')), 'bake: no oven\n', 1],
    ['success', () => Promise.resolve(), '', undefined],
  ])('that ends with %s says so, and in its exit code', async (_what, main, said, code) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await runCommand('bake', main);
    const lines = write.mock.calls.map(([line]) => line).join('');
    if (typeof said === 'string') expect(lines).toBe(said);
    else expect(lines).toMatch(said);
    expect(process.exitCode).toBe(code);
  });

  it('that has a bug throws it', async () => {
    await expect(runCommand('bake', () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});
