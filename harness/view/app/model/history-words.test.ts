import { describe, expect, it } from 'vitest';
import { examplePicture } from '../../example-history.ts';
import { calledText, historySummary, returnedText, standingOf } from './history-words.ts';

describe('the words on a history', () => {
  const picture = examplePicture();

  it('say what is shown and what is not', () => {
    expect(historySummary(picture)).toBe('Model kv, object "x": 9 operations of 4 clients.');
    const { object: _, ...register } = {
      ...picture,
      model: 'register',
      omitted: { operations: 2000, points: 1 },
    };
    expect(historySummary(register)).toBe(
      'Model register: 9 operations of 4 clients. Not shown: 2,000 operations farther away, among them ' +
        '1 earlier point of the order.',
    );
  });

  it('tell how each operation stands to the order', () => {
    expect(standingOf(picture, 3)).toEqual({ kind: 'point', number: 4, before: '"ab"', after: '"c"' });
    expect(standingOf(picture, 7)).toEqual({ kind: 'impossible' });
    expect(standingOf(picture, 8)).toEqual({ kind: 'tried' });
    expect(standingOf({ ...picture, alsoTried: [] }, 8)).toEqual({ kind: 'beside' });
  });

  it('name times, or lines of a file', () => {
    const operation = { client: 'c', text: 'get()', call: 0 };
    expect(calledText({ ...operation, calledMs: 1.00049 })).toBe('at 1 ms');
    expect(returnedText({ ...operation, returnedOnLine: 1234 })).toBe('line 1,234');
    expect(returnedText(operation)).toBeUndefined();
  });
});
