import { describe, expect, it } from 'vitest';
import { type FakeLab, type FakeRun, fakeStanding } from './fake-standing.ts';
import { failures, NOT_WRITTEN, type PartStanding } from './standing.ts';

const LAB: FakeLab = { word: 'lab9', parts: { lab9a: ['one', 'two'] } };

async function partOf(runs: readonly FakeRun[], lab: Partial<FakeLab> = {}): Promise<PartStanding> {
  const { labs } = await fakeStanding([{ ...LAB, ...lab }], runs);
  return labs[0]?.parts[0] as PartStanding;
}

describe('the standing of a part', () => {
  it.each<[string, readonly FakeRun[], Partial<FakeLab>]>([
    ['untouched', [], { isUntouched: true }],
    ['untouched', [{ slug: 'one', failed: 1, rule: NOT_WRITTEN }], { isUntouched: true }],
    ['untouched', [], { isUntouched: true, handsOut: 'program' }],
    ['failing', [{ slug: 'one', failed: 1 }], { isUntouched: true, handsOut: 'program' }],
    ['not-run', [], {}],
    ['to-be-written', [{ slug: 'one', failed: 1, rule: NOT_WRITTEN }], {}],
    ['failing', [{ slug: 'one', failed: 1, rule: NOT_WRITTEN }, { slug: 'two' }], {}],
    ['partly-run', [{ slug: 'one' }], {}],
    ['passed', [{ slug: 'one' }, { slug: 'two' }], {}],
  ])('is %s after %j of %j', async (state, runs, lab) => {
    expect((await partOf(runs, lab)).state).toBe(state);
  });

  it('counts scenarios, the seeds that all have in common, and points', async () => {
    const passed = await partOf([
      { slug: 'one', seeds: 200 },
      { slug: 'two', seeds: 10 },
    ]);
    expect(passed).toMatchObject({ passed: 2, seeds: 10, points: 10, maxPoints: 10, isChanged: false });
    const failing = await partOf([{ slug: 'one', seeds: 3, failed: 2 }]);
    expect(failing).toMatchObject({ passed: 0, seeds: 0, points: 3.33, maxPoints: 10 });
  });

  it('says that code has changed since, and when it ran last', async () => {
    const at = '2026-03-01T00:00:00.000Z';
    const part = await partOf([
      { slug: 'one', isChanged: true },
      { slug: 'two', at },
    ]);
    expect(part).toMatchObject({ isChanged: true, at });
  });

  it('is about the present code, then the own labs, then the latest run', async () => {
    const ours = { slug: 'one', with: ['lab2'] };
    expect((await partOf([ours])).with).toEqual(['lab2']);
    expect((await partOf([ours, { slug: 'one', failed: 1 }])).with).toEqual([]);
    expect((await partOf([ours, { slug: 'one', isChanged: true }])).with).toEqual(['lab2']);
  });

  it('knows nothing of scenarios that are gone', async () => {
    expect((await partOf([{ slug: 'gone', failed: 1 }])).state).toBe('not-run');
  });
});

describe('failures', () => {
  it('are those of present code first, and holes in the stub last', async () => {
    const part = await partOf(
      [
        { slug: 'one', failed: 1, rule: NOT_WRITTEN },
        { slug: 'two', failed: 4, isChanged: true },
        { slug: 'three', failed: 7 },
      ],
      { parts: { lab9a: ['one', 'two', 'three', 'four'] } },
    );
    expect(failures(part)).toEqual([
      { slug: 'three', rule: 'x/rule', seed: 7, isChanged: false },
      { slug: 'two', rule: 'x/rule', seed: 4, isChanged: true },
      { slug: 'one', rule: NOT_WRITTEN, seed: 1, isChanged: false },
    ]);
  });
});
