import { expect, it } from 'vitest';
import { answer, gets, lost } from './fake-happenings.ts';
import { lastAnswersText } from './last-answers.ts';

const REFUSAL = { kind: 'wrong-group' };

it('tells of each server what it answered last, the newest first, and equal answers once', () => {
  const happenings = [
    answer(1, 1, 0, { kind: 'too old' }),
    answer(5, 1, 0, { kind: 'replaced by a later one' }),
    lost(6, 0, 3, 'down'),
    answer(7, 1, 0, REFUSAL),
    answer(8, 4, 0, { number: 3, shards: [1, 1, 2] }),
    answer(9, 2, 0, REFUSAL),
  ];
  expect(lastAnswersText(happenings, 'server 0', 4)).toBe(
    'wrong-group from servers 1, 2; { number: 3, shards: [1, 1, 2] } from server 4; nothing from server 3',
  );
});

it('is nothing for whoever has heard nothing since then', () => {
  const happenings = [answer(1, 1, 0, REFUSAL), gets(5, 0, 1, { key: 'x' }), answer(6, 0, 1, REFUSAL)];
  expect(lastAnswersText(happenings, 'server 0', 4)).toBeUndefined();
});
