import { describe, expect, it } from 'vitest';
import type { Happening } from '../../labrpc/sim/recent.ts';
import { SimServer } from '../../labrpc/sim/server.ts';
import { answer, gets, happening, lost, state } from './fake-happenings.ts';
import { formatHappenings } from './happenings.ts';

const LAYOUT = { lines: 30, width: 106, tell: () => undefined, named: [] };

const CRASH = { what: 'crash', server: new SimServer(0, 'server 0') } as const;

describe('a line', () => {
  it('says when, what, who, and what there is to say', () => {
    const lines = formatHappenings(
      [
        happening(0, 'boot'),
        gets(1204.56, 1, 0, { term: 5, entries: [], data: new Uint8Array(9) }, 'vote'),
        answer(1210, 0, 1, { term: 5, granted: true }),
        lost(1300, 0, 2, 'request lost'),
        lost(1301, 0, 3, 'reply lost'),
        happening(1400, 'emit', { name: 'apply', value: { index: 3, command: 'x' } }),
        happening(1401, 'fault', { value: CRASH }, ''),
        happening(1500, 'failed', { name: 'timer' }),
      ],
      LAYOUT,
    );
    expect(lines).toEqual([
      '   0.0  boot     server 0',
      '1204.6  gets     server 1 → 0  vote { term: 5, entries: [], data: 9 bytes }',
      '1210.0  answer   server 0 → 1  beat { term: 5, granted: true }',
      '1300.0  lost     server 0 → 2  beat',
      '1301.0  lost     server 3 → 0  answer to beat',
      '1400.0  apply    server 0  { index: 3, command: "x" }',
      '1401.0  crash    server 0',
      '1500.0  throws   server 0  after a timer ran out',
    ]);
  });

  it('of a life after the first says what it has found on its disk', () => {
    const boot = (atMs: number, state: number, snapshot: number, who?: string): Happening =>
      happening(atMs, 'boot', { turn: atMs, value: { state, snapshot } }, who);
    const boots = [boot(1, 0, 0), boot(2, 13, 0), boot(3, 13, 204), boot(3, 13, 204, 'server 1')];
    expect(formatHappenings(boots, LAYOUT)).toEqual([
      '1.0  boot     server 0  without saved state',
      '2.0  boot     server 0  with 13 bytes of saved state',
      '3.0  boot     servers 0, 1  with 13 bytes of saved state and a snapshot of 204',
    ]);
  });

  it('of a call says what was asked and what came back', () => {
    const value = { args: { command: 7 }, result: { value: { kind: 'accepted', index: 3, term: 2 } } };
    const lines = formatHappenings(
      [
        happening(1, 'call', { name: 'start', value }),
        happening(2, 'call', { name: 'start', value: { args: { command: 8 }, result: undefined } }),
      ],
      LAYOUT,
    );
    expect(lines).toEqual([
      '1.0  call     server 0  start { command: 7 } → accepted { index: 3, term: 2 }',
      '2.0  call     server 0  start { command: 8 } → no answer: down',
    ]);
  });

  it('uses the words of the lab', () => {
    const tell = (name: string, value: unknown) =>
      name === 'state' ? `in term ${(value as { term: number }).term}` : `takes ${String(value)}`;
    const lines = formatHappenings(
      [state(1, 0, { term: 4 }, 'timer'), happening(2, 'emit', { name: 'snapshot', value: 20 })],
      { ...LAYOUT, tell },
    );
    expect(lines).toEqual(['1.0  state    server 0  in term 4 (by a timer)', '2.0  takes    server 0  20']);
  });

  it('says of a state what the lab says of it after the one before, if there is one in this life', () => {
    const tell = (_name: string, value: unknown, before: unknown) => `${before ?? 'nothing'}, then ${value}`;
    const changes = [state(1, 0, 1), state(2, 0, 2), happening(3, 'boot'), state(4, 0, 3)];
    expect(formatHappenings(changes, { ...LAYOUT, tell }).map((line) => line.slice(24))).toEqual([
      'nothing, then 1',
      '1, then 2',
      '',
      'nothing, then 3',
    ]);
  });

  it('is never wider than asked', () => {
    const long = { term: 5, name: 'x'.repeat(30), other: 'y'.repeat(30), entries: Array(50).fill(7) };
    const longer = [1, 2].map((atMs) => gets(atMs, 1, 0, long));
    const lines = formatHappenings(longer, { ...LAYOUT, width: 80 });
    expect(lines).toEqual([
      '1.0  gets     server 1 → 0  beat (2×)',
      '       { term: 5, name: "xxxxxxxxxxxxx…xxxxxxxxxx", entries: [50 items], … }',
    ]);
    const [line] = formatHappenings([happening(1, 'emit', { name: 'say', value: long })], {
      ...LAYOUT,
      width: 60,
    });
    expect(line).toBe('1.0  say      server 0  { term: 5, entries: [50 items], … }');
  });
});

describe('the order', () => {
  it('within a turn is: what it began with, the state, what was done, what got lost', () => {
    const turn = { turn: 7 };
    const shuffled = [
      { ...lost(5, 0, 1, 'down'), ...turn },
      { ...happening(5, 'emit', { name: 'apply', value: 1 }), ...turn },
      { ...state(5, 0, { term: 2 }), ...turn },
      { ...gets(5, 1, 0, {}), ...turn },
    ];
    const verbs = formatHappenings(shuffled, LAYOUT).map((line) => line.slice(5, 11).trim());
    expect(verbs).toEqual(['gets', 'state', 'apply', 'lost']);
  });

  it('names what died with a server after the crash', () => {
    const died = { ...lost(5, 1, 0, 'died'), turn: 7 };
    const crash = { ...happening(5, 'fault', { value: CRASH }, ''), turn: 7 };
    expect(formatHappenings([died, crash], LAYOUT)).toEqual([
      '5.0  crash    server 0',
      '5.0  lost     server 1 → 0  beat (server 0 died before it answered)',
    ]);
  });
});

describe('folding', () => {
  it('makes one line of heartbeats to several servers and one of the answers', () => {
    const rounds = [100, 200, 300].flatMap((atMs) => [
      gets(atMs, 1, 0, { term: 5 }),
      gets(atMs + 1, 1, 2, { term: 5 }),
      answer(atMs + 2, 0, 1, { ok: true }),
      answer(atMs + 3, 2, 1, { ok: true }),
    ]);
    expect(formatHappenings(rounds, LAYOUT)).toEqual([
      '100.0  gets     server 1 → 0, 2  beat { term: 5 } (6×, until 301)',
      '102.0  answer   servers 0, 2 → 1  beat { ok: true } (6×, until 303)',
    ]);
  });

  it('never passes a change of one of the servers concerned', () => {
    const lines = formatHappenings(
      [
        gets(1, 1, 0, {}),
        state(2, 0, { term: 6 }),
        gets(3, 1, 0, {}),
        state(4, 3, { term: 6 }),
        gets(5, 1, 0, {}),
      ],
      LAYOUT,
    );
    expect(lines).toEqual([
      '1.0  gets     server 1 → 0  beat {}',
      '2.0  state    servers 0, 3  { term: 6 }',
      '3.0  gets     server 1 → 0  beat {} (2×)',
    ]);
  });

  it('keeps two candidates apart, and a few messages that differ', () => {
    const votes = [1, 2].map((candidate) => gets(candidate, candidate, 0, { candidate }, 'vote'));
    expect(formatHappenings(votes, LAYOUT)).toHaveLength(2);
    const terms = [3, 4, 5].map((term) => gets(term, 1, 0, { term }));
    expect(formatHappenings(terms, LAYOUT)).toHaveLength(3);
  });

  it('shows the range of numbers in what is done again and again', () => {
    const beats = [3, 4, 5, 6].map((commit) =>
      gets(commit * 10, 1, 0, { commit, load: Array(commit).fill(0) }),
    );
    expect(formatHappenings(beats, LAYOUT)).toEqual([
      '30.0  gets     server 1 → 0  beat { commit: 3…6, load: [3…6 items] } (4×, until 60)',
      '        last: { commit: 6, load: [0, 0, 0, 0, 0, 0] }',
    ]);
  });

  it('shows the last message of those that differ; first one of a server that the failure names', () => {
    const refusals = [1, 2, 3, 4, 5].flatMap((index) => [
      answer(index * 10, 2, 1, { ok: false, index }),
      answer(index * 10 + 1, 0, 1, { ok: false, index }),
    ]);
    const title = '10.0  answer   servers 0, 2 → 1  beat { ok: false, index: 1…5 } (10×, until 51)';
    expect(formatHappenings(refusals, LAYOUT)).toEqual([
      title,
      '        last of server 0: { ok: false, index: 5 }',
    ]);
    const named = formatHappenings(refusals, { ...LAYOUT, named: ['server 2'] });
    expect(named).toEqual([title, '        last of server 2: { ok: false, index: 5 }']);
  });

  it('does not put states of two servers together that are far apart', () => {
    expect(formatHappenings([state(1, 0, {}), state(30, 1, {})], LAYOUT)).toHaveLength(1);
    expect(formatHappenings([state(1, 0, {}), state(130, 1, {})], LAYOUT)).toHaveLength(2);
  });

  it('does not put states together that the lab tells in different words', () => {
    const tell = (_name: string, value: unknown, before: unknown) => (before ? 'no more' : `now ${value}`);
    const changes = [state(1, 0, 1), state(2, 0, 2), state(3, 1, 2)];
    expect(formatHappenings(changes, { ...LAYOUT, tell })).toHaveLength(3);
  });

  it('tells in two lines that a cut-off server stands again and again', () => {
    const tries = [5, 6, 7, 8].flatMap((term) => [
      state(term * 100, 2, { term }, 'timer'),
      lost(term * 100, 2, 0, 'cut off'),
      lost(term * 100, 2, 1, 'cut off'),
    ]);
    expect(formatHappenings(tries, LAYOUT)).toEqual([
      '500.0  state    server 2  { term: 5…8 } (by a timer) (4×, until 800)',
      '500.0  lost     server 2 → 0, 1  beat (cut off) (8×, until 800)',
    ]);
  });

  it('puts the same faults of one moment together, and no others', () => {
    const faults = [
      { ...happening(5, 'fault', { value: CRASH }, ''), turn: 1 },
      {
        ...happening(5, 'fault', { value: { ...CRASH, server: new SimServer(1, 'server 1') } }, ''),
        turn: 1,
      },
      happening(6, 'fault', { value: { ...CRASH, server: new SimServer(2, 'server 2') } }, ''),
    ];
    expect(formatHappenings(faults, LAYOUT)).toEqual([
      '5.0  crash    servers 0, 1',
      '6.0  crash    server 2',
    ]);
  });
});

describe('a long history', () => {
  it('is cut to the last lines, and to states and faults before them', () => {
    const list = Array.from({ length: 40 }, (_, index) => [
      gets(index, 1, 0, { index }),
      state(index + 0.5, 0, { index }),
    ]).flat();
    const lines = formatHappenings(list, { ...LAYOUT, lines: 9 });
    expect(lines).toHaveLength(9);
    expect(lines[3]).toContain('(messages left out above)');
    expect(lines.slice(0, 3).every((line) => line.includes('state'))).toBe(true);
    expect(lines.at(-1)).toContain('state    server 0  { index: 39 }');
  });

  it('keeps the last messages of the servers that the failure names, in their place', () => {
    const list = [
      ...[1, 2, 3].map((atMs) => lost(atMs, 2, 3, `reason ${atMs}`)),
      state(5, 2, {}),
      ...Array.from({ length: 40 }, (_, index) =>
        gets(10 + index, 1, index % 2 ? 0 : 4, { index: `${index}` }),
      ),
    ];
    const lines = formatHappenings(list, { ...LAYOUT, lines: 9, named: ['server 3'] });
    expect(lines).toHaveLength(9);
    expect(lines.slice(0, 5)).toEqual([
      ' 1.0  lost     server 2 → 3  beat (reason 1)',
      ' 2.0  lost     server 2 → 3  beat (reason 2)',
      ' 3.0  lost     server 2 → 3  beat (reason 3)',
      ' 5.0  state    server 2  {}',
      '   …  (messages left out above)',
    ]);
    expect(formatHappenings(list, { ...LAYOUT, lines: 9 })[0]).toContain('state    server 2');
  });

  it('may be empty', () => {
    expect(formatHappenings([], LAYOUT)).toEqual([]);
  });

  it('keeps news, and of a named cluster what it said to others', () => {
    const list = [
      happening(1, 'news', { name: 'config', value: '3: shard 1 to group 2' }, ''),
      gets(2, 0, 1, { shard: 1 }, 'deliver'),
      ...Array.from({ length: 20 }, (_, nth) => gets(10 + nth, 5, 0, { nth: 'x'.repeat(nth) })),
      ...Array.from({ length: 20 }, (_, nth) => gets(40 + nth, 2 + (nth % 2), 4, { nth: 'y'.repeat(nth) })),
    ];
    const clusters = ['one', 'two', 'three', 'three', 'three', 'one'];
    const clusterOf = (name: string) => clusters[Number(name.slice(-1))];
    const lines = formatHappenings(list, { ...LAYOUT, lines: 8, named: ['server 0', 'server 1'], clusterOf });
    expect(lines.slice(0, 3)).toEqual([
      ' 1.0  config   3: shard 1 to group 2',
      ' 2.0  gets     server 0 → 1  deliver { shard: 1 }',
      '   …  (messages left out above and within three)',
    ]);
    expect(lines.join()).not.toContain('yy');
  });

  it('of what named clusters tell each other goes before what clients ask', () => {
    const handOver = [gets(1, 0, 1, { shard: 1 }, 'deliver'), answer(2, 1, 0, { kind: 'not yet' })];
    const polls = Array.from({ length: 40 }, (_, nth) =>
      gets(10 + nth, 5, nth % 2, { key: 'y'.repeat(nth) }),
    );
    const clusterOf = (name: string) => ['one', 'two'][Number(name.slice(-1))];
    const named = ['server 5', 'server 0', 'server 1'];
    const lines = formatHappenings([...handOver, ...polls], { ...LAYOUT, lines: 12, named, clusterOf });
    expect(lines.slice(0, 2)).toEqual([
      ' 1.0  gets     server 0 → 1  deliver { shard: 1 }',
      ' 2.0  answer   server 1 → 0  beat not yet',
    ]);
  });
});
