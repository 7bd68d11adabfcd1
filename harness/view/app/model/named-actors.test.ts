import { expect, it } from 'vitest';
import type { Trace } from '../../../trace/trace.ts';
import { namedActors } from './named-actors.ts';

const NAMES = ['controller 0', 'controller 1', 'g1.0', 'g1.1', 'g11.0', 'clerk 0', 'files'];
const trace = { actors: NAMES.map((name) => ({ name })) } as unknown as Trace;

it.each([
  ['clerk 0 asked controllers 0 and 1', ['clerk 0', 'controller 0', 'controller 1']],
  ['g11.0 is not g1.0, and g1.01 is neither', ['g11.0', 'g1.0']],
  ['the files of clerk 7', ['files']],
  ['', []],
])('names the actors of the run in %j', (text, names) => {
  const found = namedActors(trace, text).flatMap(({ actors }) => actors);
  expect(found.map((actor) => NAMES[actor])).toEqual(names);
});
