import { expect, it } from 'vitest';
import { rangesText } from './ranges-text.ts';

it.each([
  [[], ''],
  [[4], '4'],
  [[0, 1, 3, 4, 5, 9], '0, 1, 3–5, 9'],
])('writes %j as %j', (numbers, text) => {
  expect(rangesText(numbers)).toBe(text);
});
