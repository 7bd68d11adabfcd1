import { describe, expect, it } from 'vitest';
import { type ParsedDebugOptions, parseDebugOptions } from './debug-options.ts';
import { fakeLab } from './fake-lab.ts';

const LABS = [
  fakeLab('lab2-raft', 'lab2', { lab2a: ['initial-election', 'reelection'], lab2d: ['snapshots'] }),
  fakeLab('lab3-kvraft', 'lab3', { lab3b: ['snapshots-again', 'restarts', 'snapshots'] }),
];

describe('the run to debug', () => {
  it('is one scenario with one seed, in the tree that was named', () => {
    const run = optionsOf('lab2a', 'seed=3', 'only=initial', 'verbose');
    expect(run).toMatchObject({ seed: 3, tree: 'labs', withReference: [], verbose: true });
    expect([run?.lab.id, run?.part.id, run?.scenario.slug]).toEqual([
      'lab2-raft',
      'lab2a',
      'initial-election',
    ]);
    expect(optionsOf('lab3b', 'only=restarts', 'with=lab2')).toMatchObject({ withReference: ['lab2'] });
    expect(optionsOf('lab2d', 'solution')).toMatchObject({ tree: 'solutions' });
  });

  it('has seed 1 unless told otherwise', () => {
    expect(optionsOf('lab2d')?.seed).toBe(1);
    expect(optionsOf('lab2d', '--seed', '9')?.seed).toBe(9);
    expect(parseDebugOptions(['lab2d'], { npm_config_seed: '7' }, LABS)).toMatchObject({
      options: { seed: 7 },
    });
  });

  it('is the scenario with exactly that slug, where others contain it', () => {
    expect(optionsOf('lab3b', 'only=snapshots')?.scenario.slug).toBe('snapshots');
  });
});

describe('a misuse', () => {
  it.each([
    [[], 'say which run'],
    [
      ['lab2a'],
      '2 scenarios match; name one of them:\n  lab2a only=initial-election\n  lab2a only=reelection',
    ],
    [['labs', 'only=snapshots'], '  lab2d only=snapshots\n  lab3b only=snapshots-again\n'],
    [['lab2a', 'only=nothing'], 'only=nothing matches no scenario'],
    [['lab9'], '"lab9" is no part'],
    [['lab2d', 'runs=3'], 'leave out "runs=3"'],
    [['lab2d', '--json', 'out.json'], 'leave out "--json"'],
    [['lab2d', 'watch'], 'leave out "watch"'],
    [['lab2d', 'seed=x'], 'seed'],
  ])('of %j says what is wrong', (words, reason) => {
    expect(parse(...words)).toMatchObject({
      kind: 'misuse',
      message: expect.stringContaining(reason),
    });
  });
});

it('explains itself', () => {
  expect(parse('--help')).toMatchObject({ kind: 'help', text: expect.stringContaining('npm run debug') });
});

function parse(...words: readonly string[]): ParsedDebugOptions {
  return parseDebugOptions(words, {}, LABS);
}

function optionsOf(...words: readonly string[]) {
  const parsed = parse(...words);
  return parsed.kind === 'options' ? parsed.options : undefined;
}
