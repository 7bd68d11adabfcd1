import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { failureText, seedList, wrap } from './failure-text.ts';
import type { LogLine, ScenarioFailure, ScenarioResult } from './result.ts';

const PLAIN = { paint: pc.createColors(false), verbose: false };

const FAILURE: ScenarioFailure = {
  kind: 'assertion',
  rule: 'raft/election-safety',
  message: 'two leaders in term 4: server 0 and server 2, expected at most one',
  paper: 'Raft §5.2, Figure 3',
  atMs: 1234.5,
  actor: 'server 2',
  stack: 'at Raft.becomeLeader (labs/lab2-raft/raft.ts:45:12)',
  situation: ['server 0  up, leads term 4'],
  timeline: '.lockstep/lab2a.html',
  before: ['1200 ms  server 0  becomes leader of term 4', '1234.5 ms  server 2  becomes leader of term 4'],
  seed: 3,
  replay: 'npm test lab2a seed=3 only=reelection',
  logs: [{ atMs: 1230.1, actor: 'server 2', level: 'log', text: 'won with 2 votes' }],
};

describe('failureText', () => {
  it('says what broke, where it is written, when, on which server, and how to see it again', () => {
    expect(
      failureText('lab2a', withFailures([FAILURE]), PLAIN),
    ).toBe(`✗ lab2a reelection · reelection · seed 3
  raft/election-safety  Raft §5.2, Figure 3
  two leaders in term 4: server 0 and server 2, expected at most one (labs/lab2-raft/raft.ts:45)
  at 1234.5 ms of virtual time, server 2
  just before (ms):
    1200 ms  server 0  becomes leader of term 4
    1234.5 ms  server 2  becomes leader of term 4
  at that moment:
    server 0  up, leads term 4
  in your code:
    at Raft.becomeLeader (labs/lab2-raft/raft.ts:45:12)
  log:
    1230.1 ms  server 2  won with 2 votes
  again: npm test lab2a seed=3 only=reelection
  debug: npm run debug -- lab2a seed=3 only=reelection
  see:   .lockstep/lab2a.html
  hint:  npm run hint lab2a stays-leader`);
  });

  it('points to a hint where one fits, and the code is the student’s', () => {
    const hintLine = (more: Partial<ScenarioFailure>): string | undefined =>
      failureText('lab2a', withFailures([{ ...FAILURE, ...more }]), PLAIN)
        .split('\n')
        .find((line) => line.includes('hint:'));
    expect(hintLine({ rule: 'world/hang' })).toBe('  hint:  npm run hint lab2a hang');
    expect(hintLine({ rule: 'x/unknown' })).toContain('npm run hint lab2a');
    expect(hintLine({ replay: 'npm test lab2a seed=3 only=reelection solution' })).toBeUndefined();
  });

  it('says of a staged failure that it is one, and offers no help, unless another rule is broken', () => {
    const staged = (rule: string): string => {
      const failing = { ...withFailures([{ ...FAILURE, rule }]), slug: 'without-fencing' };
      return failureText('lab6b', failing, PLAIN);
    };
    expect(staged('storage/lost-update')).toContain('staged: this is meant to break');
    expect(staged('storage/lost-update')).not.toContain('hint:');
    expect(staged('lock/exclusive')).not.toContain('staged:');
    expect(staged('lock/exclusive')).toContain('hint:');
  });

  it('is short where little is known', () => {
    const { kind, rule, message, seed, replay } = FAILURE;
    const bare = { kind, rule, message, seed, replay, before: [], logs: [] };
    expect(failureText('lab9x', withFailures([bare]), PLAIN).split('\n')).toHaveLength(5);
  });

  it('says how to debug the same run, of what can be run alone', () => {
    const debugLine = (more: Partial<ScenarioFailure>): string | undefined =>
      failureText('lab2a', withFailures([{ ...FAILURE, ...more }]), PLAIN)
        .split('\n')
        .find((line) => line.includes('debug:'));
    expect(debugLine({ replay: 'npm test lab3a seed=3 only=one with=lab2' })).toBe(
      '  debug: npm run debug -- lab3a seed=3 only=one with=lab2',
    );
    expect(debugLine({ kind: 'hang' })).toBe('  debug: npm run debug -- lab2a seed=3 only=reelection');
    expect(debugLine({ kind: 'compile' })).toBeUndefined();
    expect(debugLine({ replay: 'npm test lab2a seed=3 only=reelection shrink' })).toBeUndefined();
  });

  it('breaks long messages at spaces', () => {
    const message = `${'word '.repeat(30).trim()}\n${'x'.repeat(150)}`;
    const { stack: _, ...rest } = FAILURE;
    const lines = failureText('lab2a', withFailures([{ ...rest, message }]), PLAIN).split('\n');
    expect(lines.slice(2, 5)).toEqual([
      `  ${'word '.repeat(21).trim()}`,
      `    ${'word '.repeat(9).trim()}`,
      `  ${'x'.repeat(150)}`,
    ]);
  });

  it('names the other seeds, by rule', () => {
    const others = [5, 7, 9].map((seed) => ({ ...FAILURE, seed }));
    const text = failureText(
      'lab2a',
      withFailures([FAILURE, ...others, { ...FAILURE, seed: 8, rule: 'x/y' }]),
      PLAIN,
    );
    expect(text).toContain('also:  seeds 5, 7 and 9 (the same)\n  also:  seed 8 (x/y)');
  });

  it('says so when all seeds fail by one rule', () => {
    const all = Array.from({ length: 10 }, (_, index) => ({ ...FAILURE, seed: index + 1 }));
    expect(failureText('lab2a', withFailures(all), PLAIN)).toMatch(
      /\n {2}also: {2}all 10 seeds \(the same\)$/,
    );
    const nine = failureText('lab2a', withFailures(all.slice(1)), PLAIN);
    expect(nine).toContain('also:  seeds 3, 4, 5, 6, 7, 8, 9 and 10 (the same)');
  });

  it('shows the last 20 lines of the log, or all of them', () => {
    const logs = Array.from({ length: 25 }, (_, index): LogLine => {
      return { atMs: index, actor: 'server 0', level: 'log', text: `line ${index}` };
    });
    const result = withFailures([{ ...FAILURE, logs }]);
    const short = failureText('lab2a', result, PLAIN);
    expect(short).toContain('log (5 earlier lines: say verbose):\n    5 ms  server 0  line 5\n');
    expect(failureText('lab2a', result, { ...PLAIN, verbose: true })).toContain(
      'log:\n    0 ms  server 0  line 0\n',
    );
  });

  it('blames a missed floor on all seeds', () => {
    const floor = { ...FAILURE, rule: 'scenario/floor' };
    const text = failureText('lab2a', withFailures([floor]), PLAIN);
    expect(text).toContain('reelection · 10 runs');
    expect(text).not.toContain('debug:');
  });
});

describe('seedList', () => {
  it('reads like a sentence and ends somewhere', () => {
    expect(seedList([3])).toBe('seed 3');
    expect(seedList([3, 7])).toBe('seeds 3 and 7');
    expect(seedList(Array.from({ length: 500 }, (_, seed) => seed))).toBe(
      'seeds 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 490 more',
    );
  });
});

function withFailures(failures: readonly ScenarioFailure[]): ScenarioResult {
  const counts = { events: 0, rpcs: 0, bytes: 0, virtualMs: 0, cpuMs: 0, exercised: {}, fingerprints: {} };
  const name = { name: 'reelection', slug: 'reelection' };
  return { ...name, points: 0, max: 5, runs: 10, passed: 10 - failures.length, ...counts, failures };
}

it('breaks lines that are indented by more than there is room for', () => {
  const lines = wrap('one two three four five six', 10, 40);
  expect(lines.map((line) => line.trim()).join(' ')).toBe('one two three four five six');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(10);
});
