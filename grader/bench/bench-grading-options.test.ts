import { expect, it } from 'vitest';
import { readBenchGradingOptions } from './bench-grading-options.ts';

function read(...words: readonly string[]): unknown {
  const options = readBenchGradingOptions(words);
  return options && [options.labs.map(({ word }) => word), options.runs];
}

it('is about labs 2 and 3, or those that are named', () => {
  expect(read()).toEqual([['lab2', 'lab3'], 20]);
  expect(read('--lab', 'lab5', 'lab1', '--runs', '3')).toEqual([['lab1', 'lab5'], 3]);
});

it.each([
  [['--lab', 'lab9'], /Allowed choices are .*lab2/],
  [['--runs', '0'], /It must be a whole number from 1 to 10000\.$/],
  [['lab2'], /^too many arguments/],
])('refuses %j', (words, message) => {
  expect(() => readBenchGradingOptions(words)).toThrow(message);
});
