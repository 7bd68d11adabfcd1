import { describe, expect, it } from 'vitest';
import { certaintyWords, counted, passedWords, percent } from './words.ts';

describe('words', () => {
  it('count', () => {
    expect([counted(1, 'run'), counted(0, 'run'), counted(20, 'run')]).toEqual([
      '1 run',
      '0 runs',
      '20 runs',
    ]);
  });

  it('round to whole percent, but never to all or nothing', () => {
    const shares = [0, 0.0001, 0.004, 0.01, 0.5, 0.839, 0.99, 0.9946, 0.99999, 1];
    expect(shares.map(percent)).toEqual([
      '0 %',
      '0.1 %',
      '0.4 %',
      '1 %',
      '50 %',
      '84 %',
      '99 %',
      '99.5 %',
      '99.9 %',
      '100 %',
    ]);
  });

  it('say how many runs passed', () => {
    expect(passedWords(20, 20)).toBe('all 20 runs passed');
    expect(passedWords(18, 20)).toBe('18 of 20 runs passed');
    expect(passedWords(0, 1)).toBe('none of 1 run passed');
    expect(passedWords(1, 1)).toBe('the one run passed');
    expect(passedWords(0, 0)).toBe('not run');
  });

  it('say what that tells about other seeds', () => {
    expect(certaintyWords(20, 20, [0.8389, 1])).toContain('at least 84 % pass');
    expect(certaintyWords(0, 20, [0, 0.1611])).toContain('at most 16 % pass');
    expect(certaintyWords(18, 20, [0.699, 0.972])).toContain('70 % to 97 % pass');
    expect(certaintyWords(0, 0, [0, 1])).toBe('');
  });
});
