import { describe, expect, it } from 'vitest';
import { examplePicture } from '../../example-history.ts';
import { type HistoryAxis, orderAxis, timeAxis } from './history-axis.ts';

describe('the axis of a history', () => {
  const picture = examplePicture();
  const inOrder = orderAxis(picture);
  const inTime = timeAxis(picture, 500) as HistoryAxis;

  it.each([
    ['order', inOrder],
    ['time', inTime],
  ])('by %s has every point within its operation, one after the other', (_, axis) => {
    for (const [index, { operation }] of picture.order.entries()) {
      const point = axis.points[index] as number;
      expect(point).toBeGreaterThan(axis.calls[operation] as number);
      expect(point).toBeLessThan(axis.returns[operation] ?? axis.length);
      expect(point).toBeGreaterThan(axis.points[index - 1] ?? 0);
    }
    expect(axis.impossible).toBeGreaterThan(axis.points.at(-1) as number);
    expect(axis.impossible).toBeLessThan(axis.returns[picture.impossible] as number);
    expect(axis.returns[5]).toBeUndefined();
  });

  it('keeps calls and returns in their order', () => {
    for (const axis of [inOrder, inTime]) {
      const places = picture.operations.flatMap(({ call, return: end }, operation) => [
        [call, axis.calls[operation]],
        ...(end === undefined ? [] : [[end, axis.returns[operation]]]),
      ]) as [number, number][];
      const sorted = places.sort(([a], [b]) => a - b).map(([, place]) => place);
      expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
    }
  });

  it('has room for the text of each bar, where only order counts', () => {
    for (const [operation, { text }] of picture.operations.entries()) {
      const end = inOrder.returns[operation];
      if (end !== undefined)
        expect(end - (inOrder.calls[operation] as number)).toBeGreaterThan(6 * text.length);
    }
  });

  it('is as long as it is asked to be, by time', () => {
    expect(inTime.returns[8]).toBe(500);
    expect(inTime.calls[0]).toBeLessThan(20);
  });

  it('is not by time where times are not known', () => {
    const operations = picture.operations.map(({ calledMs, ...rest }) => rest);
    expect(timeAxis({ ...picture, operations }, 500)).toBeUndefined();
  });
});
