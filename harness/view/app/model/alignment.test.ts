import { describe, expect, it } from 'vitest';
import type { Trace } from '../../../trace/trace.ts';
import { withMiddleLeftOut } from '../../example-gap.ts';
import { exampleTrace } from '../../example-trace.ts';
import { compareRuns, counterpart } from './alignment.ts';
import { openRun } from './run.ts';

const trace = exampleTrace(5);
const a = openRun(trace);

/** The trace with the payload of one message changed. */
function withPayload(id: number): Trace {
  const messages = trace.messages.map((message) =>
    message.id === id ? { ...message, payload: 'else' } : message,
  );
  return { ...trace, messages };
}

describe('compareRuns', () => {
  it('finds no difference between a run and itself', () => {
    expect(compareRuns(a, openRun(trace))).toMatchObject({
      divergence: undefined,
      what: 'the runs are the same',
    });
  });

  it('finds the step that sends something else first', () => {
    const message = trace.messages.find(({ method }) => method === 'appendEntries');
    const comparison = compareRuns(a, openRun(withPayload(message?.id ?? -1)));
    expect(comparison.divergence).toEqual([message?.sent, message?.sent]);
    expect(comparison.what).toBe('what it does');
    expect(comparison.versions[0]).toContain('sends appendEntries, server 0 → server 1');
  });

  it('does not take another time for another run', () => {
    const late = trace.steps.map((step) => ({ ...step, atMs: step.atMs + 100 }));
    const comparison = compareRuns(a, openRun({ ...trace, steps: late }));
    expect(comparison).toMatchObject({ divergence: undefined, shiftMs: -100 });
  });

  it('compares what both have kept', () => {
    const cut = openRun(withMiddleLeftOut(trace, 12, 30));
    const comparison = compareRuns(a, cut);
    expect(comparison).toMatchObject({ divergence: undefined, what: 'the runs are the same' });
    const there = cut.steps.findIndex(({ n }) => n === 40);
    expect(there).toBeLessThan(40);
    expect(counterpart(comparison, [a, cut], 0, 40)).toBe(there);
    expect(counterpart(comparison, [a, cut], 1, there)).toBe(40);
  });

  it('finds where one run goes on', () => {
    const steps = trace.steps.slice(0, 50);
    const comparison = compareRuns(a, openRun({ ...trace, steps }));
    expect(comparison).toMatchObject({ divergence: [50, 49], what: 'one run ends' });
    expect(comparison.versions[1]).toBe('the run has ended');
  });

  it('goes with the time where the runs have parted', () => {
    const other = openRun(exampleTrace(5, 20));
    const comparison = compareRuns(a, other);
    const position = a.steps.length - 1;
    const there = counterpart(comparison, [a, other], 0, position);
    const atMs = (a.times[position] ?? 0) - comparison.shiftMs;
    expect(other.times[there]).toBeLessThanOrEqual(atMs + 1e-6);
    expect(other.times[there + 1] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(atMs);
  });
});
