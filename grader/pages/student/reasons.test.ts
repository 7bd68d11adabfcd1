import { describe, expect, it } from 'vitest';
import { exampleClass } from '../example-class.ts';
import { reasonsOf } from './reasons.ts';

describe('reasonsOf', () => {
  const { file } = exampleClass({ submissions: 12, scenarios: 40, runs: 10 });

  it('names each rule once, the costliest first, with all scenarios that it cost', () => {
    for (const { parts } of file.submissions) {
      const reasons = reasonsOf(parts);
      const costs = reasons.map(({ runs }) => runs);
      expect(costs).toEqual([...costs].sort((a, b) => b - a));
      const scenarios = parts.flatMap((part) => part.scenarios);
      const lost = scenarios.reduce((sum, { runs, passed }) => sum + runs - passed, 0);
      expect(costs.reduce((sum, runs) => sum + runs, 0)).toBe(lost);
      expect(new Set(reasons.map(({ rule }) => rule)).size).toBe(reasons.length);
    }
  });

  it('counts runs that were not made', () => {
    const scenario = file.submissions.flatMap(({ parts }) => parts.flatMap((part) => part.scenarios))[0];
    if (!scenario) throw new Error('the example is empty');
    const failure = { seed: 1, kind: 'hang', rule: 'lab/hang', message: 'never ends', replay: '' } as const;
    const hanging = { ...scenario, runs: 20, passed: 3, failures: [failure] };
    const part = { part: 'lab2a', points: 0, max: 2, scenarios: [hanging] };
    expect(reasonsOf([part])).toMatchObject([{ rule: 'lab/hang', runs: 17 }]);
  });
});
