import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../trace/captured.ts';
import type { TraceMessage } from '../../../trace/trace.ts';
import { longFacts, refusedRequests, shortFacts } from './message-facts.ts';

const message = (kind: TraceMessage['kind'], payload: Captured, re?: number): TraceMessage => ({
  id: 9,
  kind,
  from: 0,
  to: 1,
  method: 'x',
  payload,
  bytes: 1,
  sentAtMs: 0,
  sent: 0,
  ...(re !== undefined && { re }),
  fate: { kind: 'under-way' },
});

describe('the facts of a message', () => {
  it.each<[string, TraceMessage, string, string]>([
    ['entries', message('request', { term: 4, prevLogIndex: 6, entries: [1, 2] }), 't4 +2', 't4 +2 after 6'],
    ['no entries', message('request', { term: 4, prevLogIndex: 6, entries: [] }), 't4', 't4 empty after 6'],
    [
      'a long list that was cut',
      message('request', { term: 4, prev_log_index: 0, entries: { $: 'array', length: 90, items: {} } }),
      't4 +90',
      't4 +90 after 0',
    ],
    [
      'a question for a vote',
      message('request', [{ term: 3, lastLogIndex: 5, lastLogTerm: 2 }]),
      't3',
      't3 log ends at 5 (t2)',
    ],
    ['a granted vote', message('reply', { term: 3, voteGranted: true }, 1), '✓ t3', '✓ t3'],
    ['a refusal', message('reply', { success: false, term: 3 }, 1), '✗ t3', '✗ t3'],
    [
      'a snapshot',
      message('request', { term: 3, lastIncludedIndex: 20, lastIncludedTerm: 2 }),
      't3',
      't3 snapshot until 20',
    ],
    ['nothing of Raft', message('request', { key: 'x', isLeader: false }), '', ''],
  ])('tell %s', (_, of, short, long) => {
    expect(shortFacts(of)).toBe(short);
    expect(longFacts(of)).toBe(long);
  });

  it('know which requests were refused', () => {
    const replies = [message('reply', { success: true }, 1), message('reply', { success: false }, 2)];
    expect(refusedRequests(replies)).toEqual(new Set([2]));
  });
});
