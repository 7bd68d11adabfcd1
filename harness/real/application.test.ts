import { expect, it } from 'vitest';
import { makeApplication } from './application.ts';

const make = (name: string, argument: string) =>
  makeApplication({ from: { kind: 'course', name }, argument });

it('takes an argument where there is something to be done with it', () => {
  expect(make('wc', '').map).toBeTypeOf('function');
  expect(make('top-k', '3').map).toBeTypeOf('function');
  expect(() => make('wc', 'foo')).toThrow('the application wc takes no --arg: leave out --arg "foo"');
  expect(() => make('top-k', 'foo')).toThrow('the application top-k does not take --arg "foo": top-k needs');
});
