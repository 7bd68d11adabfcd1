import { describe, expect, it } from 'vitest';
import type { GradedPart } from '../results/grade-file.ts';
import { failureRecord, gradedScenario } from '../results/graded-fixture.ts';
import { firstRuns, needsMoreRuns, type WantedRuns } from './auto-runs.ts';
import { gradePart } from './score-submission.ts';

const PASS_RATE = { kind: 'pass-rate' } as const;
const AUTO = { margin: 1, most: 200 };

function part(
  ...scenarios: readonly [slug: string, passed: number, runs: number, max: number][]
): GradedPart {
  const graded = scenarios.map(([slug, passed, runs, max]) => gradedScenario(slug, { passed, runs, max }));
  return gradePart('lab2a', graded);
}

function wanted(given: GradedPart, rule: Parameters<typeof needsMoreRuns>[2] = PASS_RATE): WantedRuns[] {
  return needsMoreRuns([given], AUTO, rule);
}

describe('runs until the points are certain', () => {
  it('begin with ten, or with the most', () => {
    expect(firstRuns(AUTO)).toBe(10);
    expect(firstRuns({ margin: 1, most: 4 })).toBe(4);
  });

  it('end when the total is within the margin', () => {
    expect(wanted(part(['vote', 10, 10, 3.5]))).toEqual([]);
    // Twelve small ones: the root of 12 × (0.2775 × 1)² is 0.96.
    const small = Array.from({ length: 12 }, (_, index) => [`s${index}`, 10, 10, 1] as const);
    expect(wanted(part(...small.map((one) => [...one] as [string, number, number, number])))).toEqual([]);
  });

  it('are added where most of the doubt is', () => {
    expect(wanted(part(['sure', 100, 100, 5], ['half', 5, 10, 5], ['all', 10, 10, 5]))).toEqual([
      { part: 'lab2a', slug: 'half', runs: 20 },
      { part: 'lab2a', slug: 'all', runs: 20 },
    ]);
  });

  it('are never more than the policy allows', () => {
    expect(wanted(part(['half', 97, 194, 50]))).toMatchObject([{ runs: 200 }]);
    expect(wanted(part(['half', 100, 200, 50]))).toEqual([]);
  });

  it('look at points, not at rates', () => {
    const halves = part(['vote', 5, 10, 50]);
    expect(wanted(halves, { kind: 'all-or-nothing' })).toEqual([]);
    expect(wanted(halves, { kind: 'threshold', at: 0.95 })).toEqual([]);
    expect(wanted(halves, { kind: 'threshold', at: 0.6 })).toHaveLength(1);
  });

  it('are not wanted where it is known how they would end', () => {
    const broken = gradedScenario('vote', {
      ...{ passed: 0, runs: 10, max: 50, fingerprints: { '1': '' } },
      failures: [failureRecord(1, { kind: 'compile', rule: 'lab/compiles' })],
    });
    expect(needsMoreRuns([gradePart('lab2a', [broken])], AUTO, PASS_RATE)).toEqual([]);
  });

  it('are not wanted of a submission that cannot be run', () => {
    const refused = gradedScenario('vote', { passed: 0, runs: 0, max: 50, fingerprints: {} });
    expect(needsMoreRuns([gradePart('lab2a', [refused])], AUTO, PASS_RATE)).toEqual([]);
  });

  it('come to an end, and to the same one in any order of the scenarios', () => {
    const rates = new Map([
      ['a', 1],
      ['b', 0.5],
      ['c', 0.9],
    ]);
    const settle = (slugs: readonly string[]): Map<string, number> => {
      const runs = new Map(slugs.map((slug) => [slug, firstRuns(AUTO)]));
      for (;;) {
        const scenarios = slugs.map((slug): [string, number, number, number] => {
          const made = runs.get(slug) ?? 0;
          return [slug, Math.round(made * (rates.get(slug) ?? 0)), made, 8];
        });
        const more = wanted(part(...scenarios));
        if (more.length === 0) return runs;
        for (const one of more) runs.set(one.slug, one.runs);
      }
    };
    const settled = settle(['a', 'b', 'c']);
    expect(Object.fromEntries(settled)).toEqual(Object.fromEntries(settle(['c', 'a', 'b'])));
    expect(Object.fromEntries(settled)).toEqual({ a: 50, b: 170, c: 110 });
  });
});
