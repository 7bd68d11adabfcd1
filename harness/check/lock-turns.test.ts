import { describe, expect, it } from 'vitest';
import { LockTurns } from './lock-turns.ts';

const LIMIT_MS = 100;

function waitingTurns(): LockTurns {
  const turns = new LockTurns();
  turns.asked('client 0', 'a', 10);
  turns.granted('client 0', 'a');
  turns.asked('client 1', 'a', 20);
  turns.asked('client 2', 'a', 30);
  return turns;
}

describe('a lock that is wanted', () => {
  it('is not stuck while somebody holds it', () => {
    expect(waitingTurns().stuck(1000, LIMIT_MS, 0)).toBeUndefined();
  });

  it('is stuck when it has been free for so long', () => {
    const turns = waitingTurns();
    turns.released('client 0', 'a', 200);
    expect(turns.stuck(299, LIMIT_MS, 0)).toBeUndefined();
    expect(turns.stuck(300, LIMIT_MS, 0)).toEqual({
      lock: 'a',
      sinceMs: 200,
      waiting: ['client 1', 'client 2'],
    });
  });

  it('may take its time after a trouble', () => {
    const turns = waitingTurns();
    turns.released('client 0', 'a', 200);
    expect(turns.stuck(300, LIMIT_MS, 250)).toBeUndefined();
    expect(turns.stuck(350, LIMIT_MS, 250)?.lock).toBe('a');
  });

  it('is not stuck if one of two has got it', () => {
    const turns = waitingTurns();
    turns.released('client 0', 'a', 200);
    turns.granted('client 1', 'a');
    expect(turns.stuck(1000, LIMIT_MS, 0)).toBeUndefined();
  });

  it('counts from the first who asked for it, if it was free before', () => {
    const turns = new LockTurns();
    turns.asked('client 0', 'a', 50);
    turns.asked('client 1', 'a', 120);
    expect(turns.stuck(149, LIMIT_MS, 0)).toBeUndefined();
    expect(turns.stuck(150, LIMIT_MS, 0)?.sinceMs).toBe(50);
  });

  it('is not wanted by the dead', () => {
    const turns = waitingTurns();
    turns.released('client 0', 'a', 200);
    turns.died('client 1');
    turns.died('client 2');
    expect(turns.stuck(1000, LIMIT_MS, 0)).toBeUndefined();
  });

  it('has nothing to do with other locks', () => {
    const turns = waitingTurns();
    turns.asked('client 3', 'b', 40);
    expect(turns.stuck(500, LIMIT_MS, 0)?.lock).toBe('b');
  });
});
