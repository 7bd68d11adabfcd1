import { describe, expect, it } from 'vitest';
import { HappensBefore } from './happens-before.ts';
import { LamportGrants } from './lamport-grants.ts';

/** Three processes that have asked, at 1, 2 and 3 ms, without having heard of each other. */
function threeAsked(): LamportGrants {
  const order = new HappensBefore(3);
  const grants = new LamportGrants();
  for (const process of [0, 1, 2]) grants.asks({ process, atMs: process + 1, asked: order.event(process) });
  return grants;
}

describe('grants of the lock', () => {
  it('go in the order of the stamps, whoever asked first', () => {
    const grants = threeAsked();
    expect(grants.holds(1, { time: 1, process: 1 }, 10)).toEqual({ time: 1, process: 1 });
    expect(grants.holder).toBe(1);
    expect(grants.waiting.map(({ process }) => process)).toEqual([0, 2]);
    grants.releases(20);
    expect(grants.freeSinceMs).toBe(20);
    grants.holds(2, { time: 1, process: 2 }, 30);
    grants.releases(40);
    expect(() => grants.holds(0, { time: 1, process: 0 }, 50)).toThrow(
      'request (1, 0) of process 0 (made at 1.0 ms) was granted after request (1, 2) of process 2 ' +
        '(made at 3.0 ms): requests are granted in the order of their stamps',
    );
  });

  it('are one at a time', () => {
    const grants = threeAsked();
    grants.holds(0, { time: 1, process: 0 }, 10);
    expect(() => grants.holds(1, { time: 2, process: 1 }, 12)).toThrow(
      'was granted, and request (1, 0) of process 0 (made at 1.0 ms) has held the lock since 10.0 ms',
    );
  });

  it('follow what was known when the lock was asked for', () => {
    const order = new HappensBefore(2);
    const grants = new LamportGrants();
    grants.asks({ process: 0, atMs: 1, asked: order.event(0) });
    order.sends(0, 1);
    order.receives(1, 1);
    grants.asks({ process: 1, atMs: 2, asked: order.event(1) });
    grants.holds(1, { time: 3, process: 1 }, 5);
    grants.releases(6);
    expect(() => grants.holds(0, { time: 4, process: 0 }, 7)).toThrow(
      'but process 1 had heard of the former when it asked, by the message process 0 → process 1: its stamp',
    );
  });

  it('say which stamp was heard of when the later one was made', () => {
    const order = new HappensBefore(2);
    const grants = new LamportGrants();
    grants.asks({ process: 0, atMs: 1, asked: order.event(0) });
    order.sends(0, 1);
    grants.holds(0, { time: 9, process: 0 }, 2);
    grants.releases(3);
    order.receives(1, 1);
    grants.asks({ process: 1, atMs: 4, asked: order.event(1) });
    expect(() => grants.holds(1, { time: 1, process: 1 }, 5)).toThrow(
      'granted after request (9, 0) of process 0 (made at 1.0 ms), of which process 1 had heard when it ' +
        'asked, by the message process 0 → process 1: ',
    );
  });

  it('give a stamp of the process that asked', () => {
    for (const given of [undefined, 3, { time: 1 }, { time: 1, process: 1 }, { time: 0.5, process: 0 }]) {
      expect(() => threeAsked().holds(0, given, 5)).toThrow('must give the stamp of its request');
    }
  });
});
