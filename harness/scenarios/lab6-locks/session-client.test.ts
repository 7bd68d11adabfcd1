import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Peer } from '../../../labrpc/index.ts';
import type { CoordinationRpc, OperationReply, PollReply, WatchEvent } from './coordination-rpc.ts';
import { CoordinationSession } from './session-client.ts';

const CHANGE: WatchEvent = { number: 1, of: 'node', path: '/a' };
const FOUND: OperationReply = { kind: 'answer', answer: { kind: 'exists', exists: true }, events: [] };
const GONE: OperationReply = { kind: 'answer', answer: { kind: 'exists', exists: false }, events: [] };

/** A service whose answers the test gives, in the order in which it was asked. */
function setUp() {
  const operations: ((reply: OperationReply | null) => void)[] = [];
  const polls: ((reply: PollReply | null) => void)[] = [];
  const afters: number[] = [];
  const service = {
    name: 'coordination',
    call: (method: string, { after }: { after: number }) =>
      new Promise((resolve) => {
        if (method === 'poll') afters.push(after);
        (method === 'poll' ? polls : operations).push(resolve as never);
      }),
  } as unknown as Peer<CoordinationRpc>;
  const told: string[] = [];
  const session = new CoordinationSession('s', service, 900);
  /** Asks whether /a exists; what it hears and when is added to `told`. */
  const ask = (name: string): void => {
    const answer = session.exists('/a', () => told.push(`${name} changed`));
    void answer.then((result) => told.push(`${name} ${result ? result.exists : 'lost'}`));
  };
  const settle = () => vi.advanceTimersByTimeAsync(1);
  return { operations, polls, afters, told, session, ask, settle };
}

describe('CoordinationSession', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks one thing after the other, and gives answers in that order', async () => {
    const { operations, told, ask, settle } = setUp();
    ask('first');
    ask('second');
    await settle();
    expect(operations).toHaveLength(1);
    operations[0]?.(FOUND);
    await settle();
    operations[1]?.(GONE);
    await settle();
    expect(told).toEqual(['first true', 'second false']);
  });

  it('tells of a change before an answer that was made after it', async () => {
    const { operations, told, ask, settle } = setUp();
    ask('first');
    await settle();
    operations[0]?.(FOUND);
    await settle();
    ask('second');
    await settle();
    operations[1]?.({ ...GONE, events: [CHANGE] });
    await settle();
    expect(told).toEqual(['first true', 'first changed', 'second false']);
  });

  it('tells of a change after the answer that set the watch, though the news came first', async () => {
    const { operations, polls, told, ask, settle } = setUp();
    ask('first');
    await settle();
    polls[0]?.({ kind: 'events', events: [CHANGE] });
    await settle();
    expect(told).toEqual([]);
    operations[0]?.(FOUND);
    await settle();
    expect(told).toEqual(['first true', 'first changed']);
  });

  it('tells of each change once, and confirms it', async () => {
    const { operations, polls, afters, told, ask, settle } = setUp();
    ask('first');
    await settle();
    operations[0]?.(FOUND);
    await settle();
    polls[0]?.({ kind: 'events', events: [CHANGE] });
    await settle();
    ask('second');
    await settle();
    operations[1]?.({ ...GONE, events: [CHANGE] });
    await settle();
    expect(told).toEqual(['first true', 'first changed', 'second false']);
    expect(afters).toEqual([0, 1]);
  });

  it('sets no watch if the connection is lost', async () => {
    const { operations, polls, told, ask, settle } = setUp();
    ask('first');
    await settle();
    operations[0]?.(null);
    await settle();
    polls[0]?.({ kind: 'events', events: [CHANGE] });
    await settle();
    expect(told).toEqual(['first lost']);
  });

  it('expires when the service says so, and asks nothing any more', async () => {
    const { operations, polls, told, session, ask, settle } = setUp();
    polls[0]?.({ kind: 'session-expired' });
    await settle();
    expect(session.expired.aborted).toBe(true);
    ask('late');
    await vi.advanceTimersByTimeAsync(100);
    expect(told).toEqual(['late lost']);
    expect([operations.length, polls.length]).toEqual([0, 1]);
  });

  it('refuses a path that is none', async () => {
    const { session } = setUp();
    await expect(session.remove('lock-1')).rejects.toThrow('a path begins with /');
    await expect(session.children('/a/')).rejects.toThrow('session.children of "/a/"');
  });
});
