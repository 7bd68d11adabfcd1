import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { type FakeLab, type FakeRun, fakeStanding } from './fake-standing.ts';
import { nextStep } from './next-step.ts';
import { standingText } from './standing-text.ts';
import { timeAgo } from './time-ago.ts';

const NOW = new Date('2026-01-02T12:05:00.000Z');
const TOUR: FakeLab = { word: 'lab0', handsOut: 'program', parts: { lab0: ['tour'] }, points: 0 };
const LAB: FakeLab = { word: 'lab2', parts: { lab2a: ['one', 'two'], lab2b: ['three', 'four'] } };
const LATER: FakeLab = { word: 'lab3', isUntouched: true, parts: { lab3a: ['a'], lab3b: ['b', 'c'] } };

async function textOf(runs: readonly FakeRun[], colours: boolean = false): Promise<string> {
  const standing = await fakeStanding([TOUR, LAB, LATER], runs);
  return standingText(standing, nextStep(standing), NOW, pc.createColors(colours));
}

describe('the picture of where one stands', () => {
  const runs = [
    { slug: 'tour', at: '2025-12-01T12:00:00.000Z' },
    { slug: 'one', seeds: 200 },
    { slug: 'two', seeds: 300, isChanged: true },
    { slug: 'three', failed: 4, at: '2026-01-02T12:04:30.000Z' },
  ];

  it('has a line for each part, and what to do next', async () => {
    expect(
      await textOf(runs),
    ).toBe(`Where you stand                                                14.5 of 35 points

  part                  scenarios   passed  points  last run
✓ lab0   The lab0       ██████████     1/1          10 seeds, 32 days ago
  lab2   The lab2
✓ lab2a  lab2a’s title  ██████████     2/2   10/10  200 seeds, 5 min ago ~
✗ lab2b  lab2b’s title  ▒▒▒▒▒░░░░░     0/2  4.5/10  just now
  lab3   The lab3
○ lab3a  lab3a’s title  ░░░░░░░░░░     0/1     0/5  not begun
○ lab3b  lab3b’s title  ░░░░░░░░░░     0/2    0/10  not begun

✓ all scenarios pass   ✗ some fail   ○ to do        █ passes   ▒ fails   ░ to do
~ your code has changed since

Next
  One scenario of lab2b fails: three (x/rule).
    npm test lab2b seed=4 only=three`);
  });

  it('fits into 80 columns, with and without colours', async () => {
    const coloured = await textOf(runs, true);
    expect(coloured).toContain('\x1b[');
    const lines = stripVTControlCharacters(coloured).split('\n');
    expect(lines).toEqual((await textOf(runs)).split('\n'));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says where our earlier labs were used', async () => {
    expect(
      await textOf([
        { slug: 'a', with: ['lab2'] },
        { slug: 'three', with: ['lab0'] },
      ]),
    ).toContain('on our lab0, 5 min ago');
  });
});

it('tells times as people do', () => {
  const ages = [5, 90, 7200, 100_000, 1_000_000].map((s) => new Date(NOW.getTime() - s * 1000));
  expect(ages.map((then) => timeAgo(then, NOW))).toEqual([
    'just now',
    '1 min ago',
    '2 h ago',
    'yesterday',
    '11 days ago',
  ]);
});
