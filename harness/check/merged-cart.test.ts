import { expect, it } from 'vitest';
import { mergedCartFault } from './merged-cart.ts';

const cart = (items: Readonly<Record<string, number>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(items));

it('asks for every item, in the largest quantity', () => {
  const siblings = [cart({ milk: 1, tea: 2 }), cart({ milk: 3 })];
  expect(mergedCartFault(siblings, cart({ tea: 2, milk: 3 }))).toBeUndefined();
  expect(mergedCartFault(siblings, cart({ milk: 3 }))).toContain('tea is lost');
  expect(mergedCartFault(siblings, cart({ tea: 2, milk: 4 }))).toBe(
    'siblings {1 milk, 2 tea} and {3 milk} became {2 tea, 4 milk}: there are 4 milk, and 3 in the sibling that has most of it',
  );
});

it('lets nothing come from nowhere', () => {
  expect(mergedCartFault([], cart({}))).toBeUndefined();
  expect(mergedCartFault([], cart({ milk: 1 }))).toBe('siblings none became {1 milk}: milk is in no sibling');
});
