import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../trace/captured.ts';
import { HELD, refusalTrace } from '../../example-refusals.ts';
import { electionsUntil } from './elections.ts';
import { logFacts } from './log-facts.ts';
import { namedFields } from './named-fields.ts';
import { peerAt, peersOf } from './peers.ts';
import { beliefsOf, misbelief } from './raft-beliefs.ts';
import { raftCluster, raftServer } from './raft-state.ts';
import { openRun } from './run.ts';

const run = openRun(refusalTrace(3));
const last = run.steps.length - 1;
const peers = { actors: [0, 1, 2], own: 1 };
const about = (next: number, match: number) => ({ nextIndex: next, matchIndex: match });

describe('what a leader believes', () => {
  it.each<[string, Captured]>([
    ['in lists by server', { nextIndex: [4, 9, 6], matchIndex: [3, 0, 5] }],
    ['in lists of the others', { raft: { next_index: [4, 6], match_index: [3, 5] } }],
    ['in maps', { nextIndex: { $: 'Map', size: 2, entries: { 0: 4, 2: 6 } }, matchIndex: { 0: 3, 2: 5 } }],
    ['in objects for each server', { peers: [about(4, 3), about(9, 0), about(6, 5)] }],
    ['in objects for the others', { raft: { others: [about(4, 3), about(6, 5)] } }],
    [
      'in objects that name their server',
      {
        followers: [
          { id: 2, ...about(6, 5) },
          { id: 0, ...about(4, 3) },
        ],
      },
    ],
    [
      'in objects that hold the link',
      {
        others: [
          { peer: { $: 'opaque', text: 'peer server 2' }, ...about(6, 5) },
          { peer: { $: 'opaque', text: 'peer server 0' }, ...about(4, 3) },
        ],
      },
    ],
  ])('is found %s', (_, memory) => {
    expect(beliefsOf(run, peers, namedFields(memory))).toEqual([
      { actor: 0, next: 4, match: 3 },
      { actor: 2, next: 6, match: 5 },
    ]);
  });

  it('is not made of other lists', () => {
    expect(
      beliefsOf(run, peers, namedFields({ votes: [true, false], log: [{ term: 1 }, { term: 2 }] })),
    ).toEqual([]);
  });

  it('is compared with what the follower holds', () => {
    const { servers } = raftCluster(run, last, [0, 1, 2]);
    const [leader, holds, lags] = servers;
    if (!leader || !holds || !lags) throw new Error('three servers');
    const [ofOne, ofTwo] = leader.beliefs;
    if (!ofOne || !ofTwo) throw new Error('two beliefs');
    expect(misbelief(ofOne, leader, holds)).toBeUndefined();
    const text = `has only until ${HELD.lagging}`;
    expect(misbelief(ofTwo, leader, lags)).toEqual({ text, isExcused: false });
    expect(misbelief(ofTwo, leader, { ...lags, term: 3 })).toEqual({ text, isExcused: true });
    const cells = new Map(holds.log?.cells).set(4, { term: 9, command: 'other' });
    const other = misbelief(ofOne, leader, { ...holds, log: { cells, snapshotIndex: 0 } });
    expect(other?.text).toBe('has another entry at 4');
    expect(holds.beliefs).toEqual([]);
  });

  it('names the server that an element is about', () => {
    const state = run.states[0]?.after(last) ?? null;
    const own = peersOf(run, 0, state);
    expect(peerAt(run, own, state, ['memory', 'raft', 'others', 1, 'matchIndex'])).toBe(2);
    expect(peerAt(run, own, state, ['memory', 'raft', 'others'])).toBeUndefined();
    expect(peerAt(run, own, state, ['memory', 'raft', 'log', 1, 'term'])).toBeUndefined();
  });
});

const ALL = { limit: 9, actors: [0, 1, 2] };

describe('elections', () => {
  it('tell what each server answered until a step', () => {
    expect(electionsUntil(run, last, ALL)).toMatchObject([
      { candidate: 1, term: 2, position: 3, isWon: false },
    ]);
    const votes = [3, 4, 5].map((position) => electionsUntil(run, position, ALL)[0]?.votes.get(2));
    expect(votes).toEqual(['no answer yet', 'no answer yet', 'refused']);
    expect(electionsUntil(run, 2, ALL)).toEqual([]);
  });
});

describe('what is on disk', () => {
  it('is told beside what is in memory', () => {
    expect(raftServer(run, 2, last)).toMatchObject({ votedFor: '0', disk: { term: 2, votedFor: '–' } });
  });
});

describe('a request', () => {
  it('is put beside the log of its receiver', () => {
    expect(logFacts(run, 7)).toBe(
      'prevLogIndex 7; the log of server 2 before this step: 1…2, the last of term 1; it has no entry 7.',
    );
    expect(logFacts(run, 4)).toBe(
      'lastLogIndex 7; the log of server 2 before this step: 1…2, the last of term 1.',
    );
    expect(logFacts(run, 5)).toBeUndefined();
  });
});
