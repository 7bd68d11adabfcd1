import { describe, expect, it } from 'vitest';
import type { Fault } from './faults.ts';
import { RELIABLE, UNRELIABLE } from './link-faults.ts';
import type { MessageFate } from './message-fate.ts';
import { PlannedRun } from './planned-run.ts';
import type { RunPlan } from './run-plan.ts';
import { SimServer } from './server.ts';

const a = new SimServer(0, 'server 0');
const b = new SimServer(1, 'server 1');
const disconnect: Fault = { what: 'disconnect', server: a };

describe('faults of a planned run', () => {
  it('happen unless the plan leaves them out, by what they are, whom they befall and how often', () => {
    const run = planned({ faults: { without: ['disconnect server 0 #2'] } });
    const other: Fault = { what: 'disconnect', server: b };
    expect([disconnect, other, disconnect, disconnect].map((fault) => run.fault(fault))).toEqual([
      disconnect,
      other,
      undefined,
      disconnect,
    ]);
    expect(keysOf(run.choices().faults)).toEqual([
      'disconnect server 0 #1',
      'disconnect server 1 #1',
      'disconnect server 0 #3',
    ]);
  });

  it('happen only if the plan names them, where it names those that do', () => {
    const run = planned({ faults: { only: ['disconnect server 0 #2'] } });
    expect([run.fault(disconnect), run.fault(disconnect), run.fault(disconnect)]).toEqual([
      undefined,
      disconnect,
      undefined,
    ]);
  });

  it.each<Fault>([
    { what: 'resume', server: a },
    { what: 'connect', server: a },
    { what: 'heal' },
    { what: 'mend', from: a, to: b },
    { what: 'release', from: a, to: b },
    { what: 'release one', from: a, to: b, which: 'oldest' },
    { what: 'clock rate', server: a, rate: 1 },
    { what: 'faults', of: [a], faults: undefined },
    { what: 'faults', of: [], faults: RELIABLE },
  ])('cannot do without their cure: $what', (cure) => {
    const run = planned({ faults: { only: [] } });
    expect(run.fault(cure)).toBe(cure);
    expect(run.choices().faults).toEqual([]);
  });

  it('give way to a calm network where a bad one is left out, as it ends another', () => {
    const run = planned({ faults: { only: [] } });
    expect(run.fault({ what: 'faults', of: [], faults: UNRELIABLE })).toEqual({
      what: 'faults',
      of: [],
      faults: RELIABLE,
    });
    expect(run.fault({ what: 'faults', of: [a, b], faults: { dropRequestRatio: 1 } })).toEqual({
      what: 'faults',
      of: [a, b],
      faults: undefined,
    });
  });

  it('do not count where they change nothing', () => {
    const run = planned({});
    run.fault({ what: 'crash', server: a });
    expect(run.choices().faults).toEqual([]);
  });
});

describe('messages of a planned run', () => {
  const lost: MessageFate = { kind: 'lost', afterMs: 7 };
  const plain: MessageFate = { kind: 'delivered', delaysMs: [1.5] };
  const late: MessageFate = { kind: 'delivered', delaysMs: [1.5], heldMs: 300 };

  it('fare as drawn without a plan for them', () => {
    const run = planned({});
    expect([lost, plain, late].map((drawn) => run.fate('reply', [a, b], drawn, false))).toEqual([
      lost,
      plain,
      late,
    ]);
    expect(keysOf(run.choices().anomalies)).toEqual([
      'reply server 0 → server 1 #1',
      'reply server 0 → server 1 #3',
    ]);
  });

  it('fare as the plan says, whatever was drawn', () => {
    const run = planned({ network: { fates: { 'request server 0 → server 1 #2': lost }, delayMs: 2 } });
    const calm: MessageFate = { kind: 'delivered', delaysMs: [2] };
    expect([lost, plain, late].map((drawn) => run.fate('request', [a, b], drawn, false))).toEqual([
      calm,
      lost,
      calm,
    ]);
  });

  it('are lost all the same where the scenario has left nothing to chance', () => {
    expect(planned({ network: { fates: {} } }).fate('request', [a, b], lost, true)).toBe(lost);
  });
});

describe('the scenario in a planned run', () => {
  it('waits as long as the plan says, but for the shortest waits', () => {
    const waits = { shares: { 'wait 500 ms #2': 0.5 }, others: 0.1 };
    const run = planned({ waits });
    expect([500, 500, 300, 10].map((ms) => run.waitMs(ms))).toEqual([50, 250, 30, 10]);
  });

  it('has an actor do nothing that is not there, and all else that the plan does not leave out', () => {
    const run = planned({ absent: ['server 1'], operations: { without: ['read server 0 #2'] } });
    expect([a, a, a, b].map((actor) => run.operationOf(actor, 'read'))).toEqual([true, false, true, false]);
    expect(keysOf(run.choices().operations)).toEqual(['read server 0 #1', 'read server 0 #3']);
  });

  it('is over when it has come as far as the plan says', () => {
    let isOver = false;
    const stop = (): void => {
      isOver = true;
    };
    const world = { nowMs: 0, stop };
    const run = new PlannedRun({ end: { afterMs: 100, afterSteps: 2 } }, world);
    run.operation('agree');
    world.nowMs = 200;
    run.operation('agree');
    expect(isOver).toBe(false);
    run.operation('agree');
    expect(isOver).toBe(true);
  });
});

function planned(plan: RunPlan): PlannedRun {
  return new PlannedRun(plan, { nowMs: 0, stop: () => {} });
}

function keysOf(choices: readonly { readonly key: string }[]): string[] {
  return choices.map(({ key }) => key);
}
