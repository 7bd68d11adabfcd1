import { join } from 'node:path';
import { expect, it } from 'vitest';
import { applicationErrorText } from './application-error.ts';

function textOf(...frames: readonly string[]): string {
  const error = new RangeError('no');
  error.stack = ['RangeError: no', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return applicationErrorText(error);
}

const WORK = '/home/out/.mr-work-7/programs/harness/real/split-pairs.ts:39:33';

it('names places in the application, from the folder that it was started in, and none of its callers', () => {
  const here = (name: string) => join(process.cwd(), name);
  const own = [`deep (${here('app.ts')}:4:35)`, 'Array.map (<anonymous>)', 'map (/elsewhere/app.ts:9:2)'];
  const expected = '  RangeError: no\n    at deep (app.ts:4:35)\n    at map (/elsewhere/app.ts:9:2)';
  expect(textOf(...own, `SplitPairs.next (${WORK})`, 'Worker.map (/x/lockstep-lab1.js:240:31)')).toBe(
    expected,
  );
  expect(textOf(...own, 'Worker.reduce (C:\\x\\lockstep-lab1.js:240:31)')).toBe(expected);
  expect(textOf(...own, 'listOnTimeout (node:internal/timers:581:17)')).toBe(expected);
});

it('names none where the result was wrong, not the code', () => {
  expect(textOf(`checkPair (${WORK})`, 'Worker.map (/x/lockstep-lab1.js:240:31)')).toBe('  RangeError: no');
});

it('takes anything that can be thrown', () => {
  expect(applicationErrorText({ no: 'error' })).toBe("  { no: 'error' }");
});
