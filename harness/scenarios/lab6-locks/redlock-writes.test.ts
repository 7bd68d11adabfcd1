import { expect, it } from 'vitest';
import { Simulation } from '../../../labrpc/sim/simulation.ts';
import { StorageWrites } from './redlock-writes.ts';

const OK = { kind: 'ok' };

function writesTo(isFenced: boolean) {
  const simulation = new Simulation({ seed: 1, scenario: 'test' });
  const storage = simulation.addServer('storage', 'storage');
  const writes = new StorageWrites(simulation, isFenced);
  const wrote = (value: string, token: number, answer: unknown) =>
    writes.wrote(storage, { key: 'names', value, token, answer });
  return { simulation, writes, wrote };
}

it('asks its judge about each write after the first, with the one before', () => {
  const { writes, wrote } = writesTo(false);
  const asked: string[] = [];
  writes.judge = (last, next) =>
    asked.push(`${last.value} by ${last.client}, ${next.value} by ${next.client}`);
  wrote('client 0', 0, OK);
  wrote('client 0, client 1', 0, OK);
  wrote('client 0', 0, OK);
  expect(asked).toEqual([
    'client 0 by client 0, client 0, client 1 by client 1',
    'client 0, client 1 by client 1, client 0 by client 0',
  ]);
});

it('leaves out writes that fenced storage refuses, and wants it to refuse them', () => {
  const { simulation, writes, wrote } = writesTo(true);
  writes.judge = () => {
    throw new Error('asked about a write that was refused');
  };
  wrote('client 1', 2, OK);
  wrote('client 0', 1, { kind: 'stale-token', newest: 2 });
  expect(simulation.exercised).toEqual({ written: 1, fencedOff: 1 });
  expect(() => wrote('client 0', 1, OK)).toThrow('1 is older than 2');
});

it('wants fenced storage to read what it accepted last, and asks nothing of another', () => {
  const { writes, wrote } = writesTo(true);
  wrote('client 1', 2, OK);
  wrote('client 0', 1, { kind: 'stale-token', newest: 2 });
  writes.wasRead({ key: 'names', answer: { value: 'client 1' } });
  expect(() => writes.wasRead({ key: 'names', answer: { value: 'client 0' } })).toThrow('must return');
  expect(() => writesTo(false).writes.wasRead({ key: 'names', answer: null })).not.toThrow();
});
