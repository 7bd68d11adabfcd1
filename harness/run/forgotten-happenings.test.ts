import { expect, it } from 'vitest';
import type { Happening } from '../../labrpc/sim/recent.ts';
import { formatHappenings } from './happenings.ts';

const LAYOUT = { lines: 30, width: 106, tell: () => undefined, named: [] };
/** States are kept for longer than messages. */
const HISTORY: readonly Happening[] = [state(5, 1), state(6, 2), lost(300, 'down'), lost(310, 'late')];

function state(atMs: number, value: number): Happening {
  return { atMs, turn: atMs, kind: 'state', who: 'server 0', whom: undefined, name: 'request', value };
}

function lost(atMs: number, value: string): Happening {
  return { atMs, turn: atMs, kind: 'lost', who: 'server 0', whom: 'server 1', name: 'beat', value };
}

it('is missing between what is known of that time and what is known whole', () => {
  const lines = formatHappenings(HISTORY, { ...LAYOUT, forgottenUntilMs: 20 });
  expect(lines.map((line) => line.slice(0, 16).trimEnd())).toEqual([
    '  5.0  state',
    '  6.0  state',
    '    …  (messages',
    '300.0  lost',
    '310.0  lost',
  ]);
  expect(formatHappenings(HISTORY, LAYOUT)).toHaveLength(4);
});

it('does not make the story longer', () => {
  for (const lines of [2, 3, 4, 5]) {
    const layout = { ...LAYOUT, lines, forgottenUntilMs: 20 };
    expect(formatHappenings(HISTORY, layout).length).toBeLessThanOrEqual(lines);
  }
});
