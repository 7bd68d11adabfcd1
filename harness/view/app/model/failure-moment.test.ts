import { describe, expect, it } from 'vitest';
import type { Trace, TraceFailure } from '../../../trace/trace.ts';
import { exampleHistoryTrace } from '../../example-history.ts';
import { refusalTrace } from '../../example-refusals.ts';
import { exampleTrace } from '../../example-trace.ts';
import { failureSentence, stormText } from './failure-words.ts';
import { messageParts } from './message-parts.ts';
import { openRun } from './run.ts';

const withFailure = (trace: Trace, changes: Partial<TraceFailure>): Trace => ({
  ...trace,
  failure: { ...(trace.failure as TraceFailure), ...changes },
});

describe('the moment of a failure', () => {
  it('is the step that broke the rule', () => {
    const trace = exampleTrace(4);
    const run = openRun(trace);
    expect(run).toMatchObject({ isBrokenInStep: true, failing: trace.steps.length - 1 });
    expect(failureSentence(run)).toBe('The rule was broken in this step.');
  });

  it('is not a heartbeat after which a time was up', () => {
    const trace = refusalTrace(200);
    const run = openRun(trace);
    expect(run.isBrokenInStep).toBe(false);
    expect(run.failing).toBeLessThan(trace.steps.length - 1);
    expect([0, 2]).toContain(run.steps[run.failing]?.actor);
    expect(run.heartbeats.isQuietStep[run.failing]).toBe(false);
    expect(failureSentence(run)).toContain('The time was up after this step, at');
  });

  it('is with the actor that the failure names', () => {
    const trace = withFailure(exampleTrace(4), {
      isInStep: false,
      actor: 'server 2',
      message: 'it is wrong',
    });
    const run = openRun(trace);
    expect(run.steps[run.failing]?.actor).toBe(2);
    expect(failureSentence(run)).toContain('the scenario found it broken after this one');
  });

  it('is when an answer came that has no explanation', () => {
    const run = openRun(exampleHistoryTrace());
    expect(run.steps[run.failing]).toMatchObject({ atMs: 200, actor: 2 });
    expect(failureSentence(run)).toBe(
      'Here an answer came that no order of the operations explains; that was found at 1210 ms.',
    );
  });

  it('is told by the time in a trace that does not say', () => {
    const { isInStep: _, ...failure } = exampleTrace(4).failure as TraceFailure;
    const old = (atMs: number) =>
      openRun({ ...exampleTrace(4), failure: { ...failure, atMs } as TraceFailure });
    expect(old(failure.atMs + 0.04).isBrokenInStep).toBe(true);
    expect(old(failure.atMs + 100).isBrokenInStep).toBe(false);
  });
});

describe('the message of a failure', () => {
  it('leads to the moments that it names, of the server named before', () => {
    const run = openRun(refusalTrace(2));
    const parts = messageParts(
      run,
      'server 2 granted it at 5 ms, and server 1 knew from 1 ms on; at 3 s no more',
    );
    expect(parts.map(({ text }) => text)).toEqual([
      'server 2 granted it ',
      'at 5 ms',
      ', and server 1 knew ',
      'from 1 ms',
      ' on; at 3 s no more',
    ]);
    const steps = parts.flatMap(({ position }) => (position === undefined ? [] : [run.steps[position]]));
    expect(steps).toMatchObject([
      { actor: 2, atMs: 5 },
      { actor: 1, atMs: 1 },
    ]);
  });

  it('stays whole without a server before the moment', () => {
    expect(messageParts(openRun(refusalTrace(2)), 'nothing at 5 ms')).toEqual([{ text: 'nothing at 5 ms' }]);
  });
});

describe('a storm', () => {
  it('is the same message, refused again and again', () => {
    const run = openRun(refusalTrace(1200));
    expect(run.storms).toHaveLength(1);
    const [storm] = run.storms;
    if (!storm) throw new Error('no storm');
    expect(stormText(run, storm)).toBe(
      'server 0 → server 2: the same appendEntries with 1 entry again and again, 1,200 times between 0.0 s and 3.6 s, refused each time.',
    );
    expect(run.steps[storm.position]).toMatchObject({ actor: 0, cause: { kind: 'timer' } });
  });

  it('is not what is sent now and then', () => {
    expect(openRun(refusalTrace(90)).storms).toEqual([]);
    expect(openRun(exampleTrace(300)).storms).toEqual([]);
  });
});
