import { describe, expect, it } from 'vitest';
import type { Fault } from './faults.ts';
import { type Happening, RecentHappenings } from './recent.ts';
import { SimServer } from './server.ts';

const [a, b] = [new SimServer(0, 'server 0'), new SimServer(1, 'server 1')];

function happening(turn: number, kind: Happening['kind'], more: Partial<Happening> = {}): Happening {
  return { atMs: turn, turn, kind, who: a.name, whom: undefined, name: undefined, value: undefined, ...more };
}

function toldOf(...faults: Fault[]): RecentHappenings {
  const recent = new RecentHappenings();
  for (const [turn, value] of faults.entries()) recent.add(happening(turn, 'fault', { who: '', value }));
  return recent;
}

describe('RecentHappenings', () => {
  it('keeps states apart from messages, oldest first', () => {
    const recent = new RecentHappenings();
    recent.add(happening(0, 'state'));
    for (let turn = 1; turn < 600; turn++) recent.add(happening(turn, 'gets'));
    const turns = recent.list().map(({ turn }) => turn);
    expect(turns).toEqual([0, ...Array.from({ length: 343 }, (_, index) => 257 + index)]);
  });

  it('knows what each server said last, but for what it says as it starts', () => {
    const recent = new RecentHappenings();
    recent.add(happening(1, 'boot'));
    recent.add(happening(1, 'emit', { name: 'restored', value: 6 }));
    expect(recent.emits.get(a.name)).toBeUndefined();
    recent.add(happening(2, 'emit', { name: 'apply', value: 7 }));
    recent.add(happening(2, 'emit', { name: 'signal' }));
    recent.add(happening(3, 'state', { value: { term: 1 } }));
    expect(recent.emits.get(a.name)?.name).toBe('apply');
    expect(recent.states.get(a.name)?.value).toEqual({ term: 1 });
  });

  it('knows the faults that have not ended', () => {
    const inForce = (...faults: Fault[]): string[] =>
      toldOf(...faults)
        .faultsInForce()
        .map(({ fault }) => fault.what);
    expect(inForce({ what: 'disconnect', server: a }, { what: 'pause', server: b })).toEqual([
      'disconnect',
      'pause',
    ]);
    expect(inForce({ what: 'disconnect', server: a }, { what: 'connect', server: a })).toEqual([]);
    expect(inForce({ what: 'pause', server: a }, { what: 'crash', server: a })).toEqual(['crash']);
    const cut: Fault = { what: 'cut one way', from: a, to: b };
    expect(inForce(cut, { what: 'partition', groups: [[a], [b]] }, { what: 'heal' })).toEqual([]);
    expect(inForce(cut, { what: 'mend', from: b, to: a })).toEqual(['cut one way']);
    expect(
      inForce({ what: 'clock rate', server: a, rate: 2 }, { what: 'clock rate', server: a, rate: 1 }),
    ).toEqual([]);
  });

  it('adds up the faults of the network', () => {
    const recent = toldOf(
      { what: 'faults', of: [], faults: { delayMs: [1, 2] } },
      { what: 'faults', of: [a], faults: { dropRequestRatio: 1 } },
      { what: 'faults', of: [], faults: { dropReplyRatio: 0.5 } },
      { what: 'faults', of: [a], faults: undefined },
    );
    const faults = { delayMs: [1, 2], dropReplyRatio: 0.5 };
    expect(recent.faultsInForce()).toEqual([{ fault: { what: 'faults', of: [], faults }, sinceMs: 2 }]);
  });

  it('ends a crash when the next life begins', () => {
    const recent = toldOf({ what: 'crash', server: a });
    recent.add(happening(5, 'boot'));
    expect(recent.faultsInForce()).toEqual([]);
  });

  it('leaves out what ends nothing', () => {
    expect(
      toldOf({ what: 'heal' }, { what: 'connect', server: a }, { what: 'release', from: a, to: b }).list(),
    ).toEqual([]);
  });
});
