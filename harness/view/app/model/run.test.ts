import { describe, expect, it } from 'vitest';
import type { Step, Trace } from '../../../trace/trace.ts';
import { refusalTrace } from '../../example-refusals.ts';
import { exampleTrace } from '../../example-trace.ts';
import { causeOf, causesOf, deliveriesOf, requestOf } from './causes.ts';
import { isUp, openRun, type Run } from './run.ts';
import { applyFilter, NO_FILTER } from './search.ts';

const trace = exampleTrace(6);
const run = openRun(trace);
const positionOf = (test: (step: Step) => boolean) => trace.steps.findIndex(test);
const methodOf = (of: Run, position: number) => {
  const cause = of.steps[position]?.cause;
  return cause?.kind === 'message' || cause?.kind === 'reply'
    ? of.messageOf(cause.message)?.method
    : undefined;
};
const methodAt = (position: number) => methodOf(run, position);

describe('heartbeats', () => {
  it('are what repeats itself and changes nothing but when it was heard', () => {
    const quiet = trace.messages.filter((_, index) => run.heartbeats.isQuietMessage[index]);
    expect(new Set(quiet.map(({ method }) => method))).toEqual(new Set(['heartbeat']));
    // Six rounds, two followers, there and back, and the first round is news.
    expect(quiet.length).toBe((6 - 1) * 4);
  });

  it('leave what counts to be seen', () => {
    const { steps } = applyFilter(run, NO_FILTER);
    expect(steps.filter((position) => methodAt(position) === 'appendEntries').length).toBe(24);
    expect(steps).toContain(run.failing);
    expect(steps.length).toBe(trace.steps.length - run.heartbeats.quietSteps);
    expect(applyFilter(run, { ...NO_FILTER, foldHeartbeats: false }).steps.length).toBe(trace.steps.length);
  });
});

describe('filters', () => {
  const all = { ...NO_FILTER, foldHeartbeats: false };

  it('find text in what was carried, logged and marked', () => {
    expect(applyFilter(run, { ...all, text: 'SET 3' }).steps.length).toBeGreaterThan(2);
    expect(applyFilter(run, { ...all, text: 'applied </script>' }).steps).toEqual([run.failing]);
    expect(applyFilter(run, { ...all, text: 'leads term 1' }).steps.length).toBe(1);
    expect(applyFilter(run, { ...all, text: 'nowhere' }).steps).toEqual([]);
  });

  it('hide actors, methods and kinds', () => {
    const hidden = applyFilter(run, { ...all, hiddenActors: new Set(['server 2']) });
    expect(hidden.steps.some((position) => run.steps[position]?.actor === 2)).toBe(false);
    const calls = applyFilter(run, { ...all, hiddenKinds: new Set(['call']) });
    expect(trace.steps.length - calls.steps.length).toBe(6);
    const votes = applyFilter(run, { ...all, hiddenMethods: new Set(['requestVote']) });
    expect(trace.steps.length - votes.steps.length).toBe(2);
  });
});

describe('causes', () => {
  it('lead from a delivery to its send and back', () => {
    const reply = positionOf(({ cause }) => cause.kind === 'reply');
    const handled = causeOf(run, reply)?.position ?? -1;
    expect(methodAt(handled)).toBe('requestVote');
    expect(deliveriesOf(run, handled)[0]?.position).toBe(reply);
    const sent = causeOf(run, handled)?.position ?? -1;
    expect(run.steps[sent]?.cause.kind).toBe('timer');
    expect(requestOf(run, reply)).toEqual({
      sent: { position: sent, message: 0 },
      handled: { position: handled, message: 0 },
    });
    expect(causesOf(run, reply, 9).map(({ position }) => position)).toEqual([handled, sent, 1]);
  });
});

describe('lanes', () => {
  it('have a band while a server is down', () => {
    const crash = positionOf(({ cause }) => cause.kind === 'fault' && cause.what === 'crash');
    const restart = positionOf(({ cause }) => cause.kind === 'boot' && cause.incarnation === 2);
    expect(run.bands[2]).toMatchObject([
      { kind: 'down', fromMs: run.times[crash], toMs: run.times[restart] },
    ]);
    expect([crash - 1, crash, restart - 1, restart].map((position) => isUp(run, 2, position))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('know who led when, and which term', () => {
    expect(run.leaders).toMatchObject([{ actor: 0, term: 1, toMs: run.endMs }]);
  });

  it('show partitions and cuts until they are healed, new ones in place of old ones', () => {
    const fault = (n: number, what: string, actors: number[], groups?: number[][]): Step => ({
      n,
      atMs: n * 10,
      cause: { kind: 'fault', what, actors, text: what, ...(groups && { groups }) },
    });
    const steps = [
      fault(0, 'partition', [], [[0], [1, 2]]),
      fault(1, 'cut one way', [0, 1]),
      fault(2, 'partition', [], [[0, 1], [2]]),
      fault(3, 'mend', [0, 1]),
      fault(4, 'heal', []),
      fault(5, 'pause', [1]),
      fault(6, 'resume', [1]),
    ];
    const { failure: _, ...rest } = trace;
    const troubled: Trace = { ...rest, steps, messages: [], operations: [] };
    const { networkSpans, bands } = openRun(troubled);
    expect(networkSpans.map(({ kind, fromMs, toMs }) => [kind, fromMs, toMs])).toEqual([
      ['partition', 0, 20],
      ['cut', 10, 30],
      ['partition', 20, 40],
    ]);
    expect(bands[1]).toMatchObject([{ kind: 'paused', fromMs: 50, toMs: 60 }]);
  });
});

describe('refusals', () => {
  const refused = openRun(refusalTrace(50));
  const shownOf = (kind: string) =>
    applyFilter(refused, NO_FILTER).steps.filter((position) => {
      const cause = refused.steps[position]?.cause;
      return cause?.kind === kind && methodOf(refused, position) === 'appendEntries';
    }).length;

  it('are shown the first times, and folded when they repeat', () => {
    expect(shownOf('message')).toBe(3);
    expect(shownOf('reply')).toBe(3);
    expect(refused.heartbeats.quietMessages).toBe(2 * 47);
  });

  it('are found by what is shown of them, and those that are folded are counted', () => {
    const { steps, folded } = applyFilter(refused, { ...NO_FILTER, text: 'success: false' });
    expect([steps.length, folded]).toEqual([3, 47]);
    expect(applyFilter(refused, { ...NO_FILTER, text: '+1 after 7', foldHeartbeats: false })).toMatchObject({
      folded: 0,
    });
  });
});
