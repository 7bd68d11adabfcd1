import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { ResultText } from './result-text.ts';
import { trialResult } from './trial-results.ts';

const paint = pc.createColors(false);
const text = (names: readonly string[], verbose = false) => new ResultText(names, { paint, verbose });

describe('what is told of a file', () => {
  it.each([
    ['ok', '✓ ok  linearizable: 2 operations, 1,234 steps, 2.5 ms'],
    ['steps', '? steps  unknown: the budget of 50,000 steps was spent, 2 operations, 2.5 ms'],
    [
      'configurations',
      '? configurations  unknown: there is too much to remember, 2 operations, 50,000 steps, 2.5 ms',
    ],
    ['malformed', '! malformed:3  malformed: expected this, found that'],
    ['unreadable', '! unreadable  unreadable: there is no such file'],
  ] as const)('%s', (kind, line) => {
    expect(text([kind]).ofFile(trialResult(kind))).toBe(line);
  });

  it('is explained if it is not linearizable, but of many files only the first', () => {
    const told = text(['illegal']);
    const texts = Array.from({ length: 7 }, () => told.ofFile(trialResult('illegal')).split('\n'));
    expect(texts[0]?.[0]).toBe('✗ illegal  NOT linearizable: 2 operations, 1 step, 2.5 ms');
    expect(texts.map((lines) => lines.length > 2)).toEqual([true, true, true, true, true, false, false]);
    expect(texts[5]?.[1]).toContain('with the word verbose');
    expect(texts[6]).toHaveLength(1);
  });

  it('says with verbose how it was read, and always why', () => {
    const told = text(['illegal'], true);
    const texts = Array.from({ length: 7 }, () => told.ofFile(trialResult('illegal')).split('\n'));
    expect(texts[6]?.[0]).toContain('2.5 ms, model kv, format json, 1 never returned');
    expect(texts[6]?.length).toBeGreaterThan(2);
  });

  it('stands below that of the file before', () => {
    const told = text(['ok', 'unreadable']);
    expect(told.ofFile(trialResult('ok'))).toMatch(/^✓ ok {10}linearizable/);
    expect(told.ofFile(trialResult('unreadable'))).toMatch(/^! unreadable {2}unreadable/);
  });
});

describe('what is told of all files', () => {
  it('counts them by what came of them', () => {
    const results = (['ok', 'illegal', 'ok', 'steps', 'malformed', 'unreadable'] as const).map(trialResult);
    expect(text([]).ofAll(results, 1500)).toBe(
      '6 files: 2 linearizable, 1 NOT linearizable, 1 unknown, 1 malformed, 1 unreadable, ' +
        '8 operations, 52,469 steps, 1.5 s',
    );
  });
});
