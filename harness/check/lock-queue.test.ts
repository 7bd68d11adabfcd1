import { describe, expect, it } from 'vitest';
import { LockQueue, type RequestMode } from './lock-queue.ts';

/** Sessions that have asked and have a node each, in this order. */
function queueOf(...sessions: readonly (readonly [session: string, mode: RequestMode])[]): LockQueue {
  const queue = new LockQueue();
  for (const [session, mode] of sessions) {
    queue.ask(session, mode, 0);
    queue.created(`/l/${session}`, session);
  }
  return queue;
}

const due = (queue: LockQueue): string[] => queue.due().map(({ session }) => session);

function grant(queue: LockQueue, session: string): void {
  const request = queue.requestOf(session);
  if (!request) throw new Error(`${session} asks for nothing`);
  request.isGranted = true;
}

describe('LockQueue', () => {
  it('has one at a time due, in the order of the nodes', () => {
    const queue = new LockQueue();
    for (const session of ['a', 'b', 'c']) queue.ask(session, 'alone', 0);
    for (const session of ['c', 'a']) queue.created(`/l/${session}`, session);
    expect(due(queue)).toEqual(['c']);
    grant(queue, 'c');
    expect(due(queue)).toEqual([]);
    queue.end('c');
    expect(due(queue)).toEqual(['a']);
    queue.end('a');
    expect(due(queue)).toEqual(['b']);
  });

  it('has readers due together, up to the next writer', () => {
    const queue = queueOf(['r1', 'shared'], ['r2', 'shared'], ['w', 'alone'], ['r3', 'shared']);
    expect(due(queue)).toEqual(['r1', 'r2']);
    grant(queue, 'r1');
    expect(due(queue)).toEqual(['r2']);
    queue.end('r1');
    queue.end('r2');
    expect(due(queue)).toEqual(['w']);
    queue.end('w');
    expect(due(queue)).toEqual(['r3']);
  });

  it('knows which node is in the way of whom', () => {
    const queue = queueOf(['r1', 'shared'], ['r2', 'shared'], ['w', 'alone'], ['r3', 'shared']);
    expect(queue.inTheWayOf('r2', 'shared')).toBeUndefined();
    expect(queue.inTheWayOf('w', 'alone')?.path).toBe('/l/r1');
    expect(queue.inTheWayOf('r3', 'shared')?.path).toBe('/l/w');
    queue.removed('/l/w');
    expect(queue.inTheWayOf('r3', 'shared')).toBeUndefined();
  });

  it('lets a session not be in its own way', () => {
    const queue = queueOf(['a', 'alone'], ['b', 'alone']);
    queue.created('/l/a2', 'a');
    expect(queue.inTheWayOf('a', 'alone')).toBeUndefined();
    expect(queue.inTheWayOf('b', 'alone')?.path).toBe('/l/a');
    expect(queue.nodesOf('a').map(({ path }) => path)).toEqual(['/l/a', '/l/a2']);
  });

  it('keeps the node of a request that has ended in the way, until it is removed', () => {
    const queue = queueOf(['a', 'alone'], ['b', 'alone']);
    queue.end('a');
    expect(due(queue)).toEqual(['b']);
    expect(queue.inTheWayOf('b', 'alone')?.session).toBe('a');
    expect(queue.hasNodeOf('a')).toBe(true);
  });

  it('says how many a removal has to wake', () => {
    const queue = queueOf(
      ['r0', 'shared'],
      ['w1', 'alone'],
      ['r1', 'shared'],
      ['r2', 'shared'],
      ['w2', 'alone'],
      ['r3', 'shared'],
    );
    expect(queue.removed('/l/r0')).toBe(1);
    expect(queue.removed('/l/w1')).toBe(3);
    expect(queue.removed('/l/w2')).toBe(1);
    expect(queue.removed('/l/unknown')).toBe(0);
  });
});
