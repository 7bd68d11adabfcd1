import { describe, expect, it } from 'vitest';
import { exitCodeOf } from './outcome.ts';
import { trialResult } from './trial-results.ts';

describe('the exit code', () => {
  it.each([
    [0, ['ok', 'ok']],
    [1, ['ok', 'illegal', 'steps']],
    [2, ['illegal', 'malformed', 'ok', 'steps']],
    [2, ['unreadable', 'ok']],
    [3, ['ok', 'steps']],
    [3, ['configurations']],
  ] as const)('is %d after %j', (code, kinds) => {
    expect(exitCodeOf(kinds.map(trialResult))).toBe(code);
  });
});
