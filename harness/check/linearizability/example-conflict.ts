import type { History } from './history.ts';
import type { KvInput, KvOutput } from './models/kv.ts';
import type { Conflict } from './verdict.ts';

const call = (kind: 'put' | 'append', value: string): KvInput => ({ kind, key: 'x', value });
const GET: KvInput = { kind: 'get', key: 'x' };

/**
 * For tests of pictures: moments are virtual ms. Client 2 reads what client 3's put had replaced before.
 * What client 1 appends never returns, and was read all the same.
 */
export const STALE_READ: History<KvInput, KvOutput> = [
  { client: 0, input: call('put', 'a'), output: null, calledAt: 10, returnedAt: 30 },
  { client: 1, input: call('append', 'b'), output: null, calledAt: 20, returnedAt: 50 },
  { client: 2, input: GET, output: 'ab', calledAt: 60, returnedAt: 80 },
  { client: 3, input: call('put', 'c'), output: null, calledAt: 70, returnedAt: 120 },
  { client: 0, input: GET, output: 'c', calledAt: 125, returnedAt: 150 },
  { client: 1, input: call('append', 'd'), output: undefined, calledAt: 140, returnedAt: undefined },
  { client: 3, input: GET, output: 'cd', calledAt: 155, returnedAt: 190 },
  { client: 2, input: GET, output: 'ab', calledAt: 160, returnedAt: 200 },
  { client: 0, input: call('put', 'e'), output: null, calledAt: 170, returnedAt: 210 },
  { client: 4, input: { ...GET, key: 'y' }, output: '', calledAt: 171, returnedAt: 172 },
];

export const STALE_READ_CONFLICT: Conflict<KvInput, KvOutput> = {
  object: 'x',
  longest: [0, 1, 2, 3, 4, 5, 6],
  states: ['"a"', '"ab"', '"ab"', '"c"', '"c"', '"cd"', '"cd"'],
  stateThere: '"cd"',
  impossible: 7,
  alsoTried: [8],
  operation: { input: GET, output: 'ab' },
};
