import { describe, expect, it } from 'vitest';
import { readTrace, TraceError } from './read-trace.ts';

const TRACE = {
  format: 'lockstep-trace',
  version: 1,
  run: {
    part: 'lab2a',
    slug: 'x',
    scenario: 'x',
    about: 'x',
    seed: 1,
    implementation: 'labs',
    replay: 'npm test',
    fingerprint: '0',
    events: 1,
    steps: 1,
    delivered: 0,
    virtualMs: 1,
  },
  actors: [
    {
      name: 'server 0',
      role: 'server',
      isUp: true,
      isPaused: false,
      isOnline: true,
      clockRate: 1,
      state: null,
    },
  ],
  network: { partition: [], cut: [], held: [] },
  steps: [{ n: 5, atMs: 1, actor: 0, cause: { kind: 'boot', incarnation: 1 } }],
  messages: [],
  operations: [],
};

const HISTORY = {
  model: 'kv',
  operations: [{ client: 'client 0', text: 'get("x") gives "1"', call: 0, return: 1 }],
  order: [],
  impossible: 0,
  stateThere: '""',
  why: [],
  alsoTried: [],
  omitted: { operations: 0, points: 0 },
};

const OMITTED = { steps: 3, fromMs: 1, untilMs: 1 };

const read = (changes: object) => () => readTrace(JSON.stringify({ ...TRACE, ...changes }));

describe('readTrace', () => {
  it('reads a trace, whatever it begins with', () => {
    expect(readTrace(JSON.stringify(TRACE)).steps[0]?.n).toBe(5);
  });

  it('reads one that lacks its middle', () => {
    const steps = [TRACE.steps[0], { ...TRACE.steps[0], n: 9, cause: { kind: 'gap', steps: 3 } }];
    expect(read({ steps, omitted: OMITTED })().steps).toHaveLength(2);
  });

  it('reads one with a history', () => {
    expect(read({ history: HISTORY })().history?.operations).toHaveLength(1);
  });

  it.each([
    ['text', 'hello', /not JSON/],
    ['half a trace', JSON.stringify(TRACE).slice(0, 200), /cut off/],
    ['other JSON', '{"name":"lockstep"}', /no trace of a Lockstep run/],
    ['a list', '[]', /it must be an object/],
  ])('refuses %s', (_, text, message) => {
    expect(() => readTrace(text)).toThrow(message);
    expect(() => readTrace(text)).toThrow(TraceError);
  });

  it.each([
    ['a later version', { version: 2 }, 'it is a trace of version 2, and this program reads version 1'],
    ['no steps', { steps: undefined }, 'steps must be a list'],
    [
      'a step without a time',
      { steps: [{ n: 0, cause: { kind: 'boot' } }] },
      'steps[0].atMs must be a number',
    ],
    ['a missing step', { steps: [TRACE.steps[0], { ...TRACE.steps[0], n: 7 }] }, 'steps[1].n must be 6'],
    [
      'steps that go back',
      { steps: [TRACE.steps[0], { ...TRACE.steps[0], n: 4 }], omitted: OMITTED },
      'steps[1].n must be greater than 5',
    ],
    ['an old form of omitted', { omitted: { steps: 4, untilMs: 1 } }, 'omitted.fromMs must be a number'],
    [
      'an actor that is not there',
      { steps: [{ ...TRACE.steps[0], actor: 3 }] },
      'steps[0].actor must be the number of one of the 1 actors',
    ],
    [
      'a failure without a rule',
      { failure: { message: 'x', atMs: 1, step: 5 } },
      'failure.rule must be a string',
    ],
    [
      'a message without a fate',
      {
        messages: [
          {
            id: 0,
            kind: 'request',
            method: 'x',
            bytes: 1,
            sentAtMs: 0,
            sent: 5,
            from: 0,
            to: 0,
            payload: null,
          },
        ],
      },
      'messages[0].fate must be an object',
    ],
    [
      'a change without a path',
      { steps: [{ ...TRACE.steps[0], changes: [7] }] },
      'steps[0].changes[0] must be',
    ],
    [
      'a history without operations',
      { history: { ...HISTORY, operations: 3 } },
      'history.operations must be',
    ],
    [
      'a history of which something else is impossible',
      { history: { ...HISTORY, impossible: 1 } },
      'history.impossible must be the place of an operation',
    ],
    [
      'a point of nothing',
      { history: { ...HISTORY, order: [{ number: 1, operation: -1, before: '', after: '' }] } },
      'history.order[0].operation must be the place of an operation',
    ],
  ])('says what is wrong: %s', (_, changes, message) => {
    expect(read(changes)).toThrow(message);
  });
});
