import { expect, it } from 'vitest';
import { namesText, peopleText } from './names-text.ts';

it('puts names together that differ in their number, in order', () => {
  expect(namesText(['server 1'])).toBe('server 1');
  expect(namesText(['server 10', 'server 2', 'client 0', 'network'])).toBe(
    'servers 2, 10, client 0, network',
  );
  expect(namesText(['process 1', 'process 0'])).toBe('processes 0, 1');
  expect(namesText([])).toBe('');
});

it('says the kind once if both sides are of one', () => {
  expect(peopleText(['server 1'], ['server 2', 'server 0'])).toBe('server 1 → 0, 2');
  expect(peopleText(['client 0'], ['server 1'])).toBe('client 0 → server 1');
  expect(peopleText(['coordinator'], ['coordinator'])).toBe('coordinator → coordinator');
  expect(peopleText(['server 1'], [])).toBe('server 1');
});

it('puts stretches of many numbers together', () => {
  const servers = (...numbers: number[]): string[] => numbers.map((number) => `server ${number}`);
  expect(namesText(servers(0, 1, 2))).toBe('servers 0, 1, 2');
  expect(namesText(servers(4, 1, 2, 3, 0))).toBe('servers 0–4');
  expect(peopleText(servers(2), servers(0, 1, 3, 4, 5, 6))).toBe('server 2 → 0, 1, 3–6');
});

it('puts the servers of a group together', () => {
  const names = ['g1.2', 'g1.0', 'g1.1', 'g20.0', 'g20.2', 'controller 0', 'controller 1'];
  expect(namesText(names)).toBe('g1.0–2, g20.0, g20.2, controllers 0, 1');
  expect(peopleText(['g1.0'], ['g1.1', 'g1.2'])).toBe('g1.0 → g1.1, g1.2');
});
