import { describe, expect, it } from 'vitest';
import { exampleHistoryTrace, examplePicture } from '../../example-history.ts';
import { historySteps } from './history-steps.ts';

describe('historySteps', () => {
  const picture = examplePicture();
  const trace = exampleHistoryTrace();
  const steps = historySteps(trace, picture);
  const timeOf = (position: number | undefined) => trace.steps[position ?? -1]?.atMs;

  it('finds the steps of calls and answers', () => {
    expect(steps.map((each) => timeOf(each.call))).toEqual(
      picture.operations.map(({ calledMs }) => calledMs),
    );
    expect(steps.map((each) => timeOf(each.return))).toEqual(
      picture.operations.map(({ returnedMs }) => returnedMs),
    );
  });

  it('tells calls of one client at one time apart', () => {
    const operations = picture.operations.slice(0, 2).map((each) => ({ ...each, client: 'c', calledMs: 1 }));
    const both = { ...picture, operations };
    const found = historySteps(exampleHistoryTrace(both), both).map(({ call }) => call);
    expect(new Set(found).size).toBe(2);
  });

  it('leaves out what is not in the trace', () => {
    expect(historySteps({ ...trace, operations: [] }, picture)[0]).toEqual({});
  });
});
