import { expect, it } from 'vitest';
import type { Happening } from './recent.ts';
import { RecentTraffic } from './recent-traffic.ts';

function message(turn: number, who: string, whom: string, name: string = 'beat'): Happening {
  return { atMs: turn, turn, kind: 'gets', who, whom, name, value: undefined };
}

const turnsOf = (traffic: RecentTraffic, name: string): number[] =>
  traffic
    .list()
    .filter(({ who, whom }) => who === name || whom === name)
    .map(({ turn }) => turn);

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

it('keeps the last messages of each server, however long ago they were', () => {
  const traffic = new RecentTraffic();
  for (const name of ['a', 'b', 'c', 'd']) traffic.addServer(name);
  for (const turn of numbers(0, 40)) traffic.add(message(turn, 'a', 'b'));
  for (const turn of numbers(40, 45)) traffic.add(message(turn, 'b', 'd'));
  for (const turn of numbers(45, 5000)) traffic.add(message(turn, 'a', 'c'));
  expect(turnsOf(traffic, 'd')).toEqual(numbers(40, 45));
  expect(turnsOf(traffic, 'b').sort((a, b) => a - b)).toEqual(numbers(29, 45));
  expect(turnsOf(traffic, 'c').slice(-256)).toEqual(numbers(4744, 5000));
  expect(traffic.list().length).toBeLessThan(256 * 2 + 4 * 16);
});

it('keeps the last messages of each method, though its servers have talked about much else', () => {
  const traffic = new RecentTraffic();
  for (const turn of numbers(0, 30)) traffic.add(message(turn, 'a', 'b', 'deliver'));
  for (const turn of numbers(30, 5000)) traffic.add(message(turn, 'a', 'b'));
  const delivered = traffic.list().filter(({ name }) => name === 'deliver');
  expect(delivered.map(({ turn }) => turn)).toEqual(numbers(14, 30));
});

it('knows of which time something may be missing', () => {
  const traffic = new RecentTraffic();
  for (const turn of numbers(0, 512)) traffic.add(message(turn, 'a', 'b'));
  expect(traffic.forgottenUntilMs).toBe(-1);
  traffic.add(message(512, 'a', 'b'));
  expect(traffic.forgottenUntilMs).toBe(255);
});

it('adds to what it keeps of a server', () => {
  const traffic = new RecentTraffic();
  for (const name of ['a', 'b', 'c']) traffic.addServer(name);
  traffic.add(message(1, 'a', 'b'));
  for (const turn of numbers(2, 600)) traffic.add(message(turn, 'a', 'c'));
  traffic.add(message(600, 'a', 'b'));
  for (const turn of numbers(601, 2000)) traffic.add(message(turn, 'a', 'c'));
  expect(turnsOf(traffic, 'b')).toEqual([1, 600]);
});
