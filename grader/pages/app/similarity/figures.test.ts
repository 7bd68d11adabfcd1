import { expect, it } from 'vitest';
import { usualWords } from './figures.ts';

it('says what is usual only as far as there are pairs enough', () => {
  const usual = { half: 0.01, ninety: 0.05, ninetyNine: 0.5 };
  expect(usualWords({ comparedPairs: 9, usual })).toBe('These are too few to say what is usual.');
  expect(usualWords({ comparedPairs: 10, usual })).toBe(
    'Half of the pairs share at most 1 %, 90 of 100 at most 5 %.',
  );
  expect(usualWords({ comparedPairs: 100, usual })).toBe(
    'Half of the pairs share at most 1 %, 90 of 100 at most 5 %, 99 of 100 at most 50 %.',
  );
});
