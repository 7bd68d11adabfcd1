import { describe, expect, it } from 'vitest';
import type { Captured, Change } from '../../../trace/captured.ts';
import type { Trace } from '../../../trace/trace.ts';
import { config, shardTrace } from '../../example-shards.ts';
import { awaitedShards } from './awaited-shards.ts';
import { groupsAt } from './groups-at.ts';
import { openRun } from './run.ts';
import { configsIn } from './shard-config.ts';
import { shardStory } from './shard-words.ts';
import { hasShards, shardingOf, shardToShow } from './sharding.ts';

const trace = shardTrace();
const run = openRun(trace);
const sharding = shardingOf(run);
const positionAt = (ms: number) => run.times.lastIndexOf(ms);
const storyOf = (shard: number) => {
  const row = sharding.rows[shard];
  return row && shardStory(run, sharding, row).map(({ atMs, text }) => `${atMs}: ${text}`);
};

describe('configurations', () => {
  it('are found wherever they stand in a memory, but not in logs', () => {
    const value = {
      server: {
        raft: { log: [{ command: config(9, [1]) }] },
        history: { $: 'Map', size: 1, entries: { 3: config(3, [1], 1) } },
        config: config(4, [2], 2),
        settings: { number: 1, shards: 10 },
      },
    };
    expect(configsIn(value).map(({ path, config: { number } }) => [path.join('.'), number])).toEqual([
      ['server.history.entries.3', 3],
      ['server.config', 4],
    ]);
  });

  it('that two servers know with different contents are told', () => {
    const change: Change = [['memory', 'server', 'machine', 'config'], config(2, [2, 2], 1, 2)];
    const steps = [...trace.steps];
    const cause = { kind: 'timer', id: 1, set: 0, delayMs: 1 } as const;
    steps.push({ n: steps.length, atMs: 400, actor: 2, cause, changes: [change] });
    const split = shardingOf(openRun({ ...trace, steps }));
    expect([...split.contradictions]).toEqual([[2, steps.length - 1]]);
    expect(sharding.contradictions.size).toBe(0);
  });

  it('that change in place are followed', () => {
    const cause = { kind: 'timer', id: 1, set: 0, delayMs: 1 } as const;
    const place = ['memory', 'server', 'machine', 'config'];
    const changes: Change[] = [
      [[...place, 'number'], 2],
      [[...place, 'shards', 1], 2],
    ];
    const steps = [...trace.steps, { n: trace.steps.length, atMs: 400, actor: 2, cause, changes }];
    const { histories } = shardingOf(openRun({ ...trace, steps }));
    expect(histories[2]?.at(-1)?.config).toMatchObject({ number: 2, shards: [1, 2] });
  });
});

describe('shards that are awaited', () => {
  it.each<[string, Captured]>([
    ['in a set', { awaited: { $: 'Set', size: 2, values: [1, 4] } }],
    ['in a list', { machine: { shardsToPull: [1, 4] } }],
    ['in a map by shard', { incoming: { $: 'Map', size: 2, entries: { 1: 'g1', 4: 'g2' } } }],
    ['by a truth value for each shard', { isReady: true, needed: [false, true, false, false, true] }],
    ['by the status of each shard', { status: ['serving', 'Pulling', 'gone', 'serving', 'Pulling'] }],
    [
      'by a status in an object for each shard',
      { shards: { $: 'Map', size: 2, entries: { 1: { state: 'waiting' }, 4: { state: 'waiting' }, 5: {} } } },
    ],
  ])('are found %s', (_, memory) => {
    expect([...awaitedShards(memory)]).toEqual([1, 4]);
  });

  it('are not made of other things', () => {
    const memory = {
      pending: { $: 'Map', size: 1, entries: { 3: {} } },
      waitUntil: 7,
      shards: { $: 'Map', size: 1, entries: { 3: { x: 'pulling' } } },
    };
    expect([...awaitedShards(memory)]).toEqual([]);
  });
});

describe('the history of a shard', () => {
  it('says who had it, and which operations waited', () => {
    expect(hasShards(run)).toBe(true);
    expect(storyOf(1)).toEqual([
      '0: configuration 0: no group',
      '100: configuration 1: to group 1; taken up after 20 ms',
      '130: 1 operation answered by group 1, after 10 ms',
      '200: configuration 2: from group 1 to group 2; taken up after 40 ms; the shard was awaited for 60 ms',
      '210: clerk 0\'s append({key: "1/k", value: "x"}) waited 110 ms, until group 2 answered',
    ]);
    expect(storyOf(0)?.at(-1)).toBe(
      '330: clerk 0\'s append({key: "0/k", value: "x"}) has no answer, 270 ms after it was asked',
    );
  });

  it('is shown of the shard that is asked for, else of the one that had to wait longest', () => {
    expect(shardToShow(run, sharding, positionAt(210))).toBe(1);
    expect(shardToShow(run, sharding, positionAt(300))).toBe(0);
  });

  it('is told of operations alone, where no configuration is to be seen', () => {
    const blind: Trace = { ...trace, steps: trace.steps.map(({ changes: _, ...step }) => step) };
    const { rows, configs } = shardingOf(openRun(blind));
    expect(configs).toEqual([]);
    expect(rows.map(({ reigns, operations }) => [reigns.length, operations.length])).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  it('is not there in a run without shards', () => {
    const actors = trace.actors.map(({ cluster: _, ...actor }) => actor);
    const plain = trace.operations.map(({ of: _, ...operation }) => operation);
    expect(hasShards(openRun({ ...trace, actors, operations: plain }))).toBe(false);
  });
});

it('groups are told with their shards, and how far their servers are', () => {
  const server = { isUp: true, isLeader: true };
  expect(groupsAt(run, sharding, positionAt(240))).toEqual({
    newest: 2,
    groups: [
      { gid: 1, shards: [0], servers: [{ actor: 2, number: 1, awaited: [], ...server }] },
      { gid: 2, shards: [1], servers: [{ actor: 3, number: 2, awaited: [1], ...server }] },
    ],
  });
});
