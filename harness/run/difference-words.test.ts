import { describe, expect, it } from 'vitest';
import type { Cause, Step, Trace, TraceEffect, TraceMessage } from '../trace/trace.ts';
import { differenceWords } from './difference-words.ts';

/** A run of one step of server 0, or of none. */
function runOf(step?: Partial<Step>, message?: Partial<TraceMessage>): Trace {
  const cause: Cause = { kind: 'timer', id: 1, set: 0, delayMs: 300 };
  return {
    format: 'lockstep-trace',
    version: 1,
    run: {
      part: 'lab',
      slug: 's',
      scenario: 's',
      about: '',
      seed: 1,
      implementation: 'labs',
      replay: '',
      fingerprint: '',
      events: 0,
      steps: 0,
      delivered: 0,
      virtualMs: 0,
    },
    actors: [
      {
        name: 'server 0',
        role: 'server',
        isUp: true,
        isPaused: false,
        isOnline: true,
        clockRate: 1,
        state: {},
      },
    ],
    network: { partition: [], cut: [], held: [] },
    steps: step ? [{ n: 0, atMs: 300, actor: 0, cause, ...step }] : [],
    messages: message
      ? [
          {
            id: 7,
            kind: 'request',
            from: 0,
            to: 1,
            method: 'vote',
            payload: {},
            bytes: 9,
            sentAtMs: 300,
            sent: 0,
            fate: { kind: 'under-way' },
            ...message,
          },
        ]
      : [],
    operations: [],
  };
}

const SEND: TraceEffect = { kind: 'send', message: 7 };

describe('differenceWords', () => {
  it('tells what is sent by the fields that differ', () => {
    const [a, b] = [4, 5].map((term) => runOf({ effects: [SEND] }, { payload: { id: 2, term } })) as [
      Trace,
      Trace,
    ];
    expect(differenceWords(a, b, 0, 90)).toEqual({
      first: 'server 0, timer of 300 ms, then sends vote { term: 4 }',
      second: 'server 0, timer of 300 ms, then sends vote { term: 5 }',
    });
  });

  it('tells what began the step if that differs', () => {
    const [a, b] = [1, 2].map((id) =>
      runOf({ cause: { kind: 'reply', message: 7 } }, { kind: 'reply', payload: { id } }),
    ) as [Trace, Trace];
    expect(differenceWords(a, b, 0, 90)).toEqual({
      first: '300 ms: server 0 gets the answer to vote { id: 1 }',
      second: '300 ms: server 0 gets the answer to vote { id: 2 }',
    });
  });

  it('tells where one does less, or is over', () => {
    const saves: TraceEffect = { kind: 'save', stateBytes: 9 };
    expect(differenceWords(runOf({}), runOf({ effects: [saves] }), 0, 90)).toEqual({
      first: 'server 0, timer of 300 ms, then does no more',
      second: 'server 0, timer of 300 ms, then save { stateBytes: 9 }',
    });
    expect(differenceWords(runOf(), runOf({}), 0, 90)).toEqual({
      first: 'the run is over',
      second: 'server 0, timer of 300 ms',
    });
  });

  it('tells what became of the state', () => {
    const [a, b] = [1, 2].map((value) => runOf({ changes: [[['memory', 'raft', 'term'], value]] })) as [
      Trace,
      Trace,
    ];
    expect(differenceWords(a, b, 0, 90).first).toBe(
      'server 0, timer of 300 ms, then memory.raft.term becomes 1',
    );
  });

  it('keeps to its width', () => {
    const payloads = ['a', 'b'].map((letter) => ({ [letter.repeat(60)]: letter.repeat(60) }));
    const [a, b] = payloads.map((payload) => runOf({ effects: [SEND] }, { payload })) as [Trace, Trace];
    const { first, second } = differenceWords(a, b, 0, 70);
    expect([first.length, second.length].every((length) => length <= 70)).toBe(true);
  });
});
