import { expect, it } from 'vitest';
import { endsInTime } from './time-limit.ts';

it('says whether the work came to its end', () => {
  let done = false;
  expect(
    endsInTime(() => {
      done = true;
    }, 1000),
  ).toBe(true);
  expect(done).toBe(true);
});

it('ends work that never ends, and can be used again', () => {
  const forEver = () => {
    for (;;);
  };
  expect(endsInTime(forEver, 20)).toBe(false);
  expect(endsInTime(() => undefined, 1000)).toBe(true);
});

it('throws what the work throws', () => {
  const work = () => {
    throw new RangeError('too deep');
  };
  expect(() => endsInTime(work, 1000)).toThrow(new RangeError('too deep'));
});
