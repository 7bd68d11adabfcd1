import { expect, it } from 'vitest';
import type { Happening } from '../../labrpc/sim/recent.ts';
import { formatHappenings } from './happenings.ts';

interface Call {
  readonly stage: string;
  readonly of: string;
}

function tell(_name: string, value: unknown): string {
  const { stage, of } = value as Call;
  return `${stage} ${of}`;
}

function reported(atMs: number, value: Call): Happening {
  return { atMs, turn: atMs, kind: 'emit', who: 'server 0', whom: undefined, name: 'work', value };
}

it('tells calls that begin and end in turn as two lines, one for each verb', () => {
  const calls = ['a', 'b', 'c', 'd'].flatMap((of, nth) => [
    reported(10 * nth, { stage: 'began', of }),
    reported(10 * nth + 1, { stage: 'ended', of }),
  ]);
  expect(formatHappenings(calls, { lines: 30, width: 106, tell, named: [] })).toEqual([
    '0.0  began    server 0  "a"…"d" (4×, until 30)',
    '1.0  ended    server 0  "a"…"d" (4×, until 31)',
  ]);
});
