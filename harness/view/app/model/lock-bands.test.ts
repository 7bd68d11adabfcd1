import { describe, expect, it } from 'vitest';
import { leaseTrace } from '../../example-locks.ts';
import { Story } from '../../example-story.ts';
import { clockText, isOfClock } from './clock-faults.ts';
import { colorNameOf, lockOf } from './lock-bands.ts';
import { openRun } from './run.ts';

type Told = readonly [atMs: number, actor: number, span: 'begins' | 'ends', of: string, text?: string];

/** Two clients, to which this happens; `crash`: to the first of them. */
function overlapsOf(...told: readonly (Told | 'crash')[]): readonly string[] {
  const story = new Story('client 0', 'client 1');
  for (const [index, one] of told.entries()) {
    if (one === 'crash') story.trouble(10 * index, 'crash', 0);
    else story.turn(one[0], one[1], { kind: 'holds', of: one[3], span: one[2], text: one[4] ?? '' });
  }
  const { overlaps } = openRun(story.trace('lab6a'));
  return overlaps.map(({ lock, spans, fromMs, toMs, isOpen }) => {
    const actors = spans.map(({ actor }) => actor).join(' and ');
    return `${lock} by ${actors} ${fromMs}-${isOpen ? '' : toMs}`;
  });
}

describe('who holds a lock', () => {
  it('alone is no overlap, nor with another lock', () => {
    expect(overlapsOf([10, 0, 'begins', 'a'], [20, 0, 'ends', 'a'], [20, 1, 'begins', 'a'])).toEqual([]);
    expect(overlapsOf([10, 0, 'begins', 'a'], [20, 1, 'begins', 'b'])).toEqual([]);
    expect(overlapsOf([5, 0, 'begins', 'a'], 'crash', [20, 1, 'begins', 'a'])).toEqual([]);
  });

  it('together with another one does so until one of them gives it up', () => {
    const [first, second] = ['a, token 1', 'a, token 2'];
    const both = [
      [10, 0, 'begins', first],
      [20, 1, 'begins', second],
    ] as const;
    expect(overlapsOf(...both, [30, 0, 'ends', first], [40, 1, 'ends', second])).toEqual([
      'a by 0 and 1 20-30',
    ]);
    // The run fails in the very step in which the second one gets it.
    expect(overlapsOf(...both)).toEqual(['a by 0 and 1 20-']);
  });

  it('may be many readers, and no writer among them', () => {
    const reading = 'holds a for reading';
    const readers = [
      [10, 0, 'begins', 'a', reading],
      [20, 1, 'begins', 'a', reading],
    ] as const;
    expect(overlapsOf(...readers)).toEqual([]);
    expect(overlapsOf(readers[0], [20, 1, 'begins', 'a'])).toEqual(['a by 0 and 1 20-']);
  });
});

describe('leases', () => {
  const run = openRun(leaseTrace());

  it('have a row of their own, and the colour of their lock', () => {
    const spans = run.spans.map((span) => `${span.kind} ${lockOf(span)} ${span.toMs} ${span.row}`);
    expect(spans).toEqual([
      'lease lock a 100 0',
      'holds lock a 164 0',
      'lease lock a 164 0',
      'holds lock a 164 0',
    ]);
    expect(new Set(run.spans.map(colorNameOf))).toEqual(new Set(['lock a']));
  });

  it('end before the holder knows: then two hold the lock', () => {
    expect(run.overlaps).toMatchObject([{ lock: 'lock a', fromMs: 114, isOpen: true }]);
  });

  it('run out by clocks, which may be set', () => {
    const causes = run.steps.map(({ cause }) => cause).filter(isOfClock);
    expect(causes.map((cause) => clockText(run, cause))).toEqual(['set forward by 500 ms']);
  });
});
