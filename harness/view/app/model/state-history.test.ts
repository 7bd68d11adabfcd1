import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Captured, Change } from '../../../trace/captured.ts';
import type { Step, TraceActor } from '../../../trace/trace.ts';
import { exampleTrace } from '../../example-trace.ts';
import { childOf, Patcher } from './patch.ts';
import { StateHistory } from './state-history.ts';

const apply = (state: Captured, ...changes: Change[]): Captured => {
  const patcher = new Patcher(state);
  patcher.apply(changes);
  return patcher.freeze();
};

describe('Patcher', () => {
  it.each<[string, Captured, Change, Captured]>([
    ['sets a field', { a: 1 }, [['a'], 2], { a: 2 }],
    ['adds a field', { a: { b: 1 } }, [['a', 'c'], 2], { a: { b: 1, c: 2 } }],
    ['removes a field', { a: 1, b: 2 }, [['a']], { b: 2 }],
    ['appends to a list', { log: [1] }, [['log', 1], 2], { log: [1, 2] }],
    ['cuts a list from there on', { log: [1, 2, 3] }, [['log', 1]], { log: [1] }],
    ['replaces all', { a: 1 }, [[], { b: 2 }], { b: 2 }],
    ['makes its way where nothing is', null, [['a', 'b'], 1], { a: { b: 1 } }],
  ])('%s', (_, state, change, expected) => {
    expect(apply(state, change)).toEqual(expected);
  });

  it('leaves what it handed out as it was', () => {
    const patcher = new Patcher({ log: [1], other: { x: 1 } });
    const before = patcher.freeze();
    patcher.apply([
      [['log', 1], 2],
      [['other', 'x'], 2],
    ]);
    expect(before).toEqual({ log: [1], other: { x: 1 } });
    expect(patcher.freeze()).toEqual({ log: [1, 2], other: { x: 2 } });
  });

  it('takes a key called __proto__ for a key', () => {
    const state = apply({}, [['__proto__', 'x'], 1]);
    expect(childOf(childOf(state, '__proto__'), 'x')).toBe(1);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

describe('StateHistory', () => {
  const { steps, actors } = exampleTrace(120);
  const own = steps.flatMap((step, position) => (step.actor === 0 ? [position] : []));
  const walked: Captured[] = [];
  let state: Captured = null;
  for (const step of steps) {
    if (step.actor === 0) state = apply(structuredClone(state), ...(step.changes ?? []));
    walked.push(state);
  }

  it('gives at any step, asked for in any order, what a walk from the beginning gives', () => {
    const history = new StateHistory(actors[0] as TraceActor, steps, own);
    const anywhere = fc.integer({ min: 0, max: steps.length - 1 });
    fc.assert(
      fc.property(anywhere, (position) => {
        expect(history.after(position)).toEqual(walked[position]);
        expect(history.before(position)).toEqual(walked[position - 1] ?? null);
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('begins with the state before the first step that was kept', () => {
    const kept = steps.slice(200);
    const actor = { ...(actors[0] as TraceActor), state: walked[199] as Captured };
    const positions = kept.flatMap((step: Step, position) => (step.actor === 0 ? [position] : []));
    const history = new StateHistory(actor, kept, positions);
    expect(history.before(0)).toEqual(walked[199]);
    expect(history.after(kept.length - 1)).toEqual(walked.at(-1));
  });
});
