import { describe, expect, it } from 'vitest';
import { drawMs, FaultTable, RELIABLE } from './link-faults.ts';
import { Random } from './random.ts';

describe('FaultTable', () => {
  it('takes each field from the most specific setting: link, receiver, sender, network', () => {
    const table = new FaultTable(RELIABLE);
    table.setNetwork({
      dropRequestRatio: 0.1,
      dropReplyRatio: 0.1,
      duplicateRatio: 0.1,
      holdReplyRatio: 0.1,
    });
    table.setServer(0, { dropReplyRatio: 0.2, duplicateRatio: 0.2, holdReplyRatio: 0.2 });
    table.setServer(1, { duplicateRatio: 0.3, holdReplyRatio: 0.3 });
    table.setLink(0, 1, { holdReplyRatio: 0.4 });
    const expected = { dropRequestRatio: 0.1, dropReplyRatio: 0.2, duplicateRatio: 0.3, holdReplyRatio: 0.4 };
    expect(table.of(0, 1)).toEqual({ ...RELIABLE, ...expected });
    // The other direction has no setting of its own.
    expect(table.of(1, 0)).toMatchObject({ duplicateRatio: 0.2, holdReplyRatio: 0.2 });
    expect(table.of(2, 3)).toMatchObject({ dropRequestRatio: 0.1, dropReplyRatio: 0.1, duplicateRatio: 0.1 });
  });

  it('forgets a setting when it is told to, and notices later ones', () => {
    const table = new FaultTable(RELIABLE);
    table.setServer(1, { duplicateRatio: 1 });
    table.setLink(0, 1, { dropRequestRatio: 1 });
    expect(table.of(0, 1)).toMatchObject({ duplicateRatio: 1, dropRequestRatio: 1 });
    table.setLink(0, 1, undefined);
    expect(table.of(0, 1)).toMatchObject({ duplicateRatio: 1, dropRequestRatio: 0 });
    table.setNetwork({ dropReplyRatio: 0.5 });
    expect(table.of(0, 1)).toMatchObject({ duplicateRatio: 1, dropReplyRatio: 0.5 });
    table.setServer(1, undefined);
    expect(table.of(0, 1)).toEqual({ ...RELIABLE, dropReplyRatio: 0.5 });
  });
});

describe('drawMs', () => {
  it('draws from the range, and nothing at all where there is no choice', () => {
    const [random, untouched] = [new Random('r'), new Random('r')];
    expect(drawMs(random, [5, 5])).toBe(5);
    expect(random.real()).toBe(untouched.real());
    const drawn = Array.from({ length: 200 }, () => drawMs(random, [10, 20]));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...drawn)).toBeLessThan(20);
    expect(Math.max(...drawn) - Math.min(...drawn)).toBeGreaterThan(8);
  });
});
