import { describe, expect, it } from 'vitest';
import { HOW_TO_COMPARE } from '../run/reference-code.ts';
import { type FakeLab, type FakeRun, fakeStanding } from './fake-standing.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { NOT_WRITTEN } from './standing.ts';

const TOUR: FakeLab = { word: 'lab0', handsOut: 'program', parts: { lab0: ['tour'] }, points: 0 };
const LAB: FakeLab = { word: 'lab2', parts: { lab2a: ['one', 'two'], lab2b: ['three'] } };
const LATER: FakeLab = { word: 'lab3', parts: { lab3a: ['four'] }, isUntouched: true };
const BEFORE = '2025-01-01T00:00:00.000Z';

async function stepAfter(
  runs: readonly FakeRun[],
  labs: readonly FakeLab[] = [TOUR, LAB, LATER],
): Promise<NextStep> {
  return nextStep(await fakeStanding(labs, runs));
}

describe('the next step', () => {
  it('is the first lab for a newcomer', async () => {
    const labs = [TOUR, LAB, LATER].map((lab) => ({ ...lab, isUntouched: true }));
    const tour = { why: 'Begin with lab0: read labs/lab0-test/README.md.', commands: ['npm test lab0'] };
    const hole = { slug: 'one', failed: 1, rule: NOT_WRITTEN };
    expect(await stepAfter([], labs)).toEqual(tour);
    expect(await stepAfter([hole], labs)).toEqual(tour);
    expect(await stepAfter([{ slug: 'tour', failed: 1, at: BEFORE }, hole], labs)).toEqual({
      why: 'Begin with lab2a: read labs/lab2-test/README.md#2a, then fill in labs/lab2-test.',
      commands: ['npm test lab2a watch'],
    });
  });

  it('is to write what is not there yet', async () => {
    const step = await stepAfter([{ slug: 'one', failed: 1, rule: NOT_WRITTEN }]);
    expect(step.why).toBe(
      'lab2a is still to be written; labs/lab2-test/README.md#2a says how to go about it.',
    );
  });

  it('is the first failure, with its seed', async () => {
    const runs = [
      { slug: 'one', failed: 3 },
      { slug: 'two', failed: 8 },
    ];
    expect(await stepAfter(runs)).toEqual({
      why: '2 scenarios of lab2a fail. The first is one (x/rule).',
      commands: ['npm test lab2a seed=3 only=one'],
    });
    expect(
      (await stepAfter([{ slug: 'two', failed: 8, rule: 'world/hang', with: ['lab1'] }])).commands,
    ).toEqual(['npm test lab2a seed=8 only=two with=lab1', 'npm run hint lab2a hang']);
  });

  it('is to run again what has changed, unless something is known to fail as it is', async () => {
    const changed = { slug: 'one', failed: 3, isChanged: true };
    expect((await stepAfter([changed])).why).toBe('Your code has changed since some scenarios of lab2a ran.');
    expect((await stepAfter([changed, { slug: 'two', failed: 8 }])).commands[0]).toContain('only=two');
  });

  it('is more seeds for what passes with few', async () => {
    const runs = [{ slug: 'one' }, { slug: 'two', seeds: 200 }];
    expect(await stepAfter(runs)).toEqual({
      why: 'lab2a passes with 10 seeds. Run more before you call it done.',
      commands: ['npm test lab2a runs=200'],
    });
  });

  it('is about the part that ran last, then those before it in the lab, then what follows', async () => {
    const done = [
      { slug: 'one', seeds: 200, at: BEFORE, isChanged: true },
      { slug: 'two', seeds: 200, at: BEFORE, isChanged: true },
    ];
    expect((await stepAfter([...done, { slug: 'three', failed: 2 }])).commands[0]).toContain('lab2b seed=2');
    expect((await stepAfter([...done, { slug: 'three', seeds: 200 }])).why).toBe(
      `lab2b is done: compare it with our solution if you like (${HOW_TO_COMPARE}). ` +
        'Your code has changed since lab2a passed.',
    );
    const all = done.map((run) => ({ ...run, isChanged: false }));
    expect((await stepAfter([...all, { slug: 'three', seeds: 200 }])).why).toContain('Begin with lab3a');
  });

  it('goes back to what was left out, and ends', async () => {
    const runs = ['one', 'two', 'three', 'four'].map((slug) => ({ slug, seeds: 200 }));
    const labs = [TOUR, LAB, { ...LATER, isUntouched: false }];
    expect((await stepAfter(runs, labs)).commands).toEqual(['npm test lab0']);
    expect((await stepAfter([...runs, { slug: 'tour', seeds: 1 }], labs)).commands).toEqual([]);
  });

  it('asks for the own earlier labs once it passes on ours', async () => {
    const runs = [{ slug: 'four', seeds: 200, with: ['lab2'] }];
    const step = await stepAfter(runs, [LAB, { ...LATER, isUntouched: false }]);
    expect(step.why).toBe('lab3a passes on our lab2. Now try it on your own.');
  });

  it('asks for them or offers the next part of the lab', async () => {
    const runs = [{ slug: 'four', seeds: 200, with: ['lab2'] }];
    const twoParts = { ...LATER, parts: { lab3a: ['four'], lab3b: ['five'] }, isUntouched: false };
    expect(await stepAfter(runs, [{ ...LAB, isUntouched: true }, twoParts])).toEqual({
      why: 'lab3a passes on our lab2. Now try it on your own, or go on with lab3b.',
      commands: ['npm test lab3a', 'npm test lab3b with=lab2'],
    });
    const both = [...runs, { slug: 'five', seeds: 200, with: ['lab2'], at: BEFORE }];
    expect((await stepAfter(both, [LAB, twoParts])).commands).toEqual(['npm test lab3a']);
  });
});
