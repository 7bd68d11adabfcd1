import { describe, expect, it } from 'vitest';
import { examplePicture } from '../../example-history.ts';
import { historyLanes, historyMove } from './history-lanes.ts';

describe('the lanes of a history', () => {
  const picture = examplePicture();

  it('are its clients by name, with their operations', () => {
    expect(historyLanes(picture)).toEqual([
      { client: 'client 0', operations: [0, 4, 8] },
      { client: 'client 1', operations: [1, 5] },
      { client: 'client 2', operations: [2, 7] },
      { client: 'client 3', operations: [3, 6] },
    ]);
    const operations = picture.operations.map((each, index) => ({
      ...each,
      client: `client ${9 + (index % 2)}`,
    }));
    expect(historyLanes({ ...picture, operations }).map(({ client }) => client)).toEqual([
      'client 9',
      'client 10',
    ]);
  });

  it('are walked along the order, to the impossible one and to what was tried', () => {
    expect(historyMove(picture, 0, 'previous')).toBeUndefined();
    expect(historyMove(picture, 0, 'next')).toBe(1);
    expect(historyMove(picture, 6, 'next')).toBe(picture.impossible);
    expect(historyMove(picture, picture.impossible, 'next')).toBe(8);
    expect(historyMove(picture, 8, 'next')).toBeUndefined();
    expect(historyMove(picture, 8, 'first')).toBe(0);
    expect(historyMove(picture, 0, 'last')).toBe(picture.impossible);
  });

  it('are changed to what was called nearest', () => {
    expect(historyMove(picture, 7, 'lane-up')).toBe(5);
    expect(historyMove(picture, 7, 'lane-down')).toBe(6);
    expect(historyMove(picture, 0, 'lane-up')).toBeUndefined();
  });
});
