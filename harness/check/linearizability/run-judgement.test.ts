import { expect, it } from 'vitest';
import { type KvInput, type KvOutput, kvModel } from './models/kv.ts';
import { NotLinearizable } from './not-linearizable.ts';
import { type JudgedObject, judgeHistory, type RunOperation } from './run-judgement.ts';

type KvOperation = RunOperation<KvInput, KvOutput>;

const KV: JudgedObject<KvInput, KvOutput, string> = {
  model: kvModel,
  topic: 'kv',
  amongWhat: ({ key }) => `operations on ${JSON.stringify(key)}`,
};

const CLERKS = [0, 1].map((number) => ({ name: `clerk ${number}` }));
const put = (value: string): KvInput => ({ kind: 'put', key: 'x', value });
const GET: KvInput = { kind: 'get', key: 'x' };

/** One after the other, each ten milliseconds after the one before and five long. */
function oneByOne(...steps: readonly (readonly [clerk: number, input: KvInput, output: KvOutput])[]) {
  return steps.map(([client, input, output], place): KvOperation => {
    const calledAtMs = 10 * place;
    const moments = {
      calledAt: 2 * place,
      returnedAt: 2 * place + 1,
      calledAtMs,
      returnedAtMs: calledAtMs + 5,
    };
    return { client, clerk: CLERKS[client] as KvOperation['clerk'], input, output, ...moments };
  });
}

it('is content with what one order explains', () => {
  expect(() => judgeHistory(KV, oneByOne([0, put('a'), null], [1, GET, 'a']))).not.toThrow();
});

it('takes an operation that never returned for one that may have happened', () => {
  const [pending, read] = oneByOne([0, put('a'), null], [1, GET, 'a']) as [KvOperation, KvOperation];
  const open = { ...pending, output: undefined, returnedAt: undefined, returnedAtMs: undefined };
  expect(() => judgeHistory(KV, [open, read])).not.toThrow();
  expect(() => judgeHistory(KV, [open, { ...read, output: '' }])).not.toThrow();
});

it('names the clerk, the moments, and why there is no order', () => {
  const history = oneByOne([0, put('a'), null], [0, put('b'), null], [1, GET, 'a']);
  const judge = () => judgeHistory(KV, history);
  expect(judge).toThrow(NotLinearizable);
  expect(judge).toThrow(/on "x".*clerk 1's get, asked at 20 ms and returned at 25 ms, has no place: .*"b"/);
  expect(judge).toThrow(
    expect.objectContaining({ rule: 'kv/linearizable', actor: 'clerk 1', kind: 'assertion' }),
  );
});

it('shows the picture of it', () => {
  const history = oneByOne([0, put('a'), null], [1, GET, '']);
  let thrown: unknown;
  try {
    judgeHistory(KV, history);
  } catch (error) {
    thrown = error;
  }
  expect((thrown as NotLinearizable).picture()).toMatchObject({
    object: 'x',
    impossible: 1,
    operations: [
      { client: 'clerk 0', calledMs: 0, returnedMs: 5 },
      { client: 'clerk 1', calledMs: 10, returnedMs: 15 },
    ],
  });
});

it('does not take what it could not decide for linearizable', () => {
  const history = oneByOne([0, put('a'), null], [1, GET, 'a']);
  expect(() => judgeHistory(KV, history, { steps: 1, configurations: 1 })).toThrow(
    expect.objectContaining({ rule: 'kv/undecided', kind: 'unknown' }),
  );
});
