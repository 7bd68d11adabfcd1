import { describe, expect, it } from 'vitest';
import { readOptions } from './grade-options.ts';
import { planLabs } from './work-plan.ts';

function read(...args: readonly string[]): ReturnType<typeof readOptions> {
  return readOptions(args, { INIT_CWD: '/home/ta' });
}

describe('options', () => {
  it('have defaults, and paths from where npm was called', () => {
    expect(read('subs', '--out', 'marks')).toMatchObject({
      folder: '/home/ta/subs',
      labs: [],
      runs: undefined,
      seedBase: undefined,
      withReference: [],
      out: '/home/ta/marks',
    });
  });

  it('are words as well as flags', () => {
    expect(read('subs', 'runs=3', 'seed-base=x')).toMatchObject({ runs: 3, seedBase: 'x' });
    expect(read('subs', '--lab', 'lab2a', 'lab2b', '--jobs', '4')).toMatchObject({
      labs: ['lab2a', 'lab2b'],
      jobs: 4,
    });
  });

  it.each([
    [[], 'name the folder of submissions: npm run grade -- DIR'],
    [['--lab', 'lab2a', 'subs'], 'before --lab, --with and --format'],
    [['subs', 'more'], 'one folder at a time'],
    [['subs', '--runs', '0'], 'It must be a whole number from 1 to 100000, or auto.'],
    [['subs', '--timelines', '101'], 'It must be a whole number from 0 to 100.'],
    [['subs', '--runs', '1e3'], 'whole number from 1'],
    [['subs', '--jobs', 'all'], 'whole number from 1'],
    [['subs', '--seed-base', ''], '--seed-base needs a secret'],
    [['subs', '--runz', '5'], "unknown option '--runz'"],
    [['subs', '--resume', '--fresh'], 'choose one'],
    [['subs', '--shard', '6/5'], 'It must be like 2/5'],
    [['subs', '--format', 'word'], 'Allowed choices are junit'],
    [['subs', '--sandbox', 'docker'], 'Allowed choices are bwrap'],
  ])('refuse %j', (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });

  it('notice that npm kept a flag', () => {
    expect(() => readOptions(['subs', '5'], { npm_config_runs: 'true' })).toThrow(
      'npm kept --runs for itself',
    );
  });
});

describe('the labs to grade', () => {
  const present = new Set(['lab2-raft']);

  it('are those that are there, unless some are named', () => {
    expect(planLabs([], [], present).map(({ lab }) => lab.word)).toEqual(['lab2']);
    const named = planLabs(['lab2b', 'lab2a', 'lab2a'], [], present);
    expect(named.flatMap(({ parts }) => parts.map(({ id }) => id))).toEqual(['lab2a', 'lab2b']);
  });

  it('are known, and not ours', () => {
    expect(() => planLabs(['lab9'], [], present)).toThrow(/there is no "lab9".*Known: .*lab2.*lab2a/);
    expect(() => planLabs([], ['lab2a'], present)).toThrow('--with: there is no "lab2a"');
    expect(() => planLabs(['lab2a'], ['lab2'], present)).toThrow('would score ours');
    expect(() => planLabs([], ['lab2'], present)).toThrow('nothing to grade');
  });
});
