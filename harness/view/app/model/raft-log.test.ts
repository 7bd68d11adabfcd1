import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../trace/captured.ts';
import { exampleTrace } from '../../example-trace.ts';
import { namedFields } from './named-fields.ts';
import { findLog } from './raft-log.ts';
import { looksLikeRaft, raftCluster } from './raft-state.ts';
import { openRun } from './run.ts';
import { hasStores, storesAt } from './store-state.ts';

const entry = (term: number, command: Captured, more = {}) => ({ term, command, ...more });
const logOf = (memory: Captured) => {
  const log = findLog(namedFields(memory));
  return log && [...log.cells].map(([index, cell]) => [index, cell.term, cell.command]);
};

describe('findLog', () => {
  it.each<[string, Captured, unknown]>([
    [
      'a list that begins with index 1',
      { raft: { log: [entry(1, 'a'), entry(2, 'b')] } },
      [
        [1, 1, 'a'],
        [2, 2, 'b'],
      ],
    ],
    ['a dummy of term 0', { raft: { log: [entry(0, null), entry(1, 'a')] } }, [[1, 1, 'a']]],
    [
      'entries that know their index',
      { log: [entry(3, null, { index: 4 }), entry(3, 'x', { index: 5 })], lastIncludedIndex: 4 },
      [[5, 3, 'x']],
    ],
    [
      'a list behind a snapshot',
      { log: [entry(2, 'c')], last_included_index: 7, lastIncludedTerm: 2 },
      [[8, 2, 'c']],
    ],
    [
      'a dummy that stands for a snapshot',
      { _log: [entry(2, null), entry(2, 'd')], snapshotIndex: 7, snapshotTerm: 2 },
      [[8, 2, 'd']],
    ],
    [
      'an object of its own',
      { raft: { log: { $: 'instance', $class: 'Log', lastIncludedIndex: 3, entries: [entry(1, 'a')] } } },
      [[4, 1, 'a']],
    ],
    [
      'two columns',
      { log: { lastIncludedIndex: 2, terms: [4, 5], commands: ['a', 'b'] } },
      [
        [3, 4, 'a'],
        [4, 5, 'b'],
      ],
    ],
    [
      'a long one whose middle was cut',
      { log: { $: 'array', length: 90, items: { 0: entry(1, 'a'), 89: entry(2, 'z') } } },
      [
        [1, 1, 'a'],
        [90, 2, 'z'],
      ],
    ],
    ['none', { raft: { history: [] } }, undefined],
  ])('finds %s', (_, memory, expected) => {
    expect(logOf(memory)).toEqual(expected);
  });
});

describe('raftCluster', () => {
  const run = openRun(exampleTrace(4));

  it('says what each server holds after a step, and what is committed', () => {
    expect(looksLikeRaft(run)).toBe(true);
    const { servers, committed } = raftCluster(run, run.failing, [0, 1, 2]);
    expect(servers[0]).toMatchObject({ role: 'leader', term: 1, votedFor: '0', commitIndex: 4, isUp: true });
    expect([...(servers[0]?.log?.cells.keys() ?? [])]).toEqual([1, 2, 3, 4]);
    expect([...committed]).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
    ]);
    expect(raftCluster(run, 3, [0, 1, 2]).committed.size).toBe(0);
  });
});

describe('storesAt', () => {
  it('finds maps and objects that are named like a store', () => {
    const trace = exampleTrace(1);
    expect(hasStores(openRun(trace))).toBe(false);
    const memory = {
      server: {
        $: 'instance',
        $class: 'KV',
        data: { $: 'Map', size: 2, entries: { x: '1', y: '2' } },
        log: { data: {} },
      },
      shards: {
        $: 'Map',
        size: 2,
        entries: {
          3: { $: 'Map', size: 1, entries: { k: 'v' } },
          4: { values: { $: 'Map', size: 1, entries: { l: 'w' } }, last: { $: 'Map', size: 0, entries: {} } },
        },
      },
    };
    const steps = [
      {
        n: 0,
        atMs: 0,
        actor: 0,
        cause: { kind: 'boot', incarnation: 1 },
        changes: [[[], { memory }]],
      } as const,
    ];
    const { failure: _, ...rest } = trace;
    const run = openRun({ ...rest, steps, messages: [], operations: [] });
    expect(hasStores(run)).toBe(true);
    const { servers, keys } = storesAt(run, 0, [0, 1, 2]);
    expect(keys).toEqual(['data › x', 'data › y', 'shards › 3 › k', 'shards › 4 › l']);
    expect(servers[0]?.values.get('data › y')).toBe('2');
    expect(servers[1]?.values.size).toBe(0);
  });
});
