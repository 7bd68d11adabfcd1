import { expect, it } from 'vitest';
import { join, leave, query } from './controller-calls.ts';
import type { ControllerInput, ControllerOutput } from './controller-model.ts';
import { type TimedCall, tellMade } from './made-between.ts';

function call(
  input: ControllerInput,
  calledAtMs: number,
  returnedAtMs?: number,
  output: ControllerOutput = null,
): TimedCall {
  const isOpen = returnedAtMs === undefined;
  return { who: 'clerk 0', input, calledAtMs, returnedAtMs, output: isOpen ? undefined : output };
}

it('tells when a configuration was made, and what was under way', () => {
  const calls = [
    call(join(1), 0, 20),
    call(query(), 30, 40, 1),
    // Says nothing of what is the newest.
    call(query(1), 90, 95, 1),
    call(leave(1), 50, 60),
    call(query(), 70, 80, 3),
    call(query(2), 100, 110, 2),
  ];
  expect(tellMade(2, calls)).toBe("made between 30 ms and 80 ms, when clerk 0's leave(1) was under way");
  expect(tellMade(2, [...calls, call(leave(2), 10)])).toMatch(
    /when clerk 0's leave\(1\), clerk 0's leave\(2\) were under way$/,
  );
  expect(tellMade(1, calls)).toMatch(/^made between 0 ms and 40 ms, when clerk 0's join/);
});

it('tells if nothing was under way', () => {
  const calls = [call(query(), 30, 40, 1), call(query(), 50, 60, 2)];
  expect(tellMade(2, calls)).toBe('made between 30 ms and 60 ms, when no join, leave or move was under way');
});
