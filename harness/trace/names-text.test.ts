import { expect, it } from 'vitest';
import { namesText, peopleText } from './names-text.ts';

it('puts names together that differ in their number, in order', () => {
  expect(namesText(['server 1'])).toBe('server 1');
  expect(namesText(['server 10', 'server 2', 'client 0', 'network'])).toBe(
    'servers 2, 10, client 0, network',
  );
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
