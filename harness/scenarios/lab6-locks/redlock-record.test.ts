import { beforeEach, describe, expect, it } from 'vitest';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import { Simulation } from '../../../labrpc/sim/simulation.ts';
import { type LockTry, RedlockRecord } from './redlock-record.ts';

const TTL_MS = 1000;

describe('RedlockRecord', () => {
  let record: RedlockRecord;
  let stores: SimServer[] = [];
  let clients: SimServer[] = [];

  const start = (keepsPromise: boolean) => {
    const simulation = new Simulation({ seed: 1, scenario: 'test' });
    stores = [0, 1, 2, 3, 4].map((index) => simulation.addServer(`store ${index}`));
    clients = [0, 1].map((index) => simulation.addServer(`client ${index}`, 'client'));
    record = new RedlockRecord(simulation, { stores: stores.length, keepsPromise });
  };
  beforeEach(() => start(true));

  const told = (one: LockTry, name: string, more: object = {}) =>
    record.clientTold(one.client, name, { nth: one.nth, ...more });
  const stored = (store: number, name: string, value: string) =>
    record.storeTold(store, stores[store] as SimServer, name, { value });

  /** A try that asks with this value, which these stores set. */
  function tried(client: number, value: string, setBy: readonly number[]): LockTry {
    const one = record.begin(clients[client] as SimServer, 'a', TTL_MS);
    told(one, 'asks', { value });
    for (const store of setBy) stored(store, 'set', value);
    return one;
  }

  function held(client: number, value: string, setBy: readonly number[], validForMs: number = 900): LockTry {
    const one = tried(client, value, setBy);
    told(one, 'held', { validForMs });
    return one;
  }

  it('wants a majority of all stores', () => {
    expect(() => held(0, 'x', [1, 4])).toThrow(
      'client 0 was granted lock a, of which 2 of 5 stores keep its key (store 1, store 4); a majority is 3',
    );
    expect(() => held(1, 'y', [0, 2, 3])).not.toThrow();
  });

  it('wants it until the time is over that the client was told', () => {
    held(0, 'x', [0, 1, 2, 3]);
    stored(3, 'expired', 'x');
    expect(() => stored(2, 'expired', 'x')).toThrow(
      'client 0 was told at 0.0 ms that it holds lock a for validForMs 900.0, which is until 900.0 ms, but at 0.0 ms only 2 of 5 stores keep its key (store 0, store 1): it has expired on store 2',
    );
  });

  it.each(['releases', 'expires'])('wants it no longer after %s', (end) => {
    const one = held(0, 'x', [0, 1, 2]);
    told(one, end);
    expect(() => stored(2, 'removed', 'x')).not.toThrow();
  });

  it('counts a store that is down until it comes back', () => {
    held(0, 'x', [0, 1, 2]);
    expect(() => record.storeRestarted(1, stores[1] as SimServer)).toThrow('store 1 has restarted');
  });

  it.each([0, -3, Number.NaN, TTL_MS + 1])('takes no validForMs of %d', (validForMs) => {
    expect(() => held(0, 'x', [0, 1, 2], validForMs)).toThrow(`for validForMs ${validForMs}, which must be`);
  });

  it('wants a value of its own for each try', () => {
    const first = tried(0, 'x', [0, 1, 2]);
    told(first, 'not held');
    expect(() => tried(1, 'x', [])).toThrow("with the value 'x', which client 0 had in its try 1 already");
    // A program tells of a value only when it sees it first.
    const again = record.begin(clients[0] as SimServer, 'a', TTL_MS);
    expect(() => told(again, 'held', { validForMs: 900 })).toThrow('a value of an earlier try of its own');
  });

  it('takes several values in one try', () => {
    const one = tried(0, 'x', [0]);
    told(one, 'asks', { value: 'y' });
    stored(1, 'set', 'y');
    stored(2, 'set', 'y');
    expect(record.keeping(one)).toEqual([0, 1, 2]);
    expect(() => told(one, 'held', { validForMs: 900 })).not.toThrow();
  });

  it('lets two hold a lock only where nobody can promise that they do not', () => {
    held(0, 'x', [0, 1, 2]);
    // Only a wrong store says yes twice; that is enough for a test.
    expect(() => held(1, 'y', [2, 3, 4])).toThrow('client 1 was granted lock a, which client 0 has held');
    start(false);
    held(0, 'x', [0, 1, 2]);
    stored(2, 'expired', 'x');
    expect(() => held(1, 'y', [2, 3, 4])).not.toThrow();
    expect(record.grants).toHaveLength(2);
  });
});
