import type { Mutant } from '../mutant.ts';

const MERGED = ['cart/merged'];
const FOR_EACH = '  for (const cart of siblings) {\n';
const SET = 'merged.set(item, Math.max(quantity, merged.get(item) ?? 0))';

/** Bugs of the shopping cart. */
export const CART_MUTANTS: readonly Mutant[] = [
  {
    name: 'take the last cart',
    edits: [{ file: 'cart.ts', find: FOR_EACH, replace: '  for (const cart of siblings.slice(-1)) {\n' }],
    part: 'lab5c',
    scenario: 'merge-carts',
    rules: MERGED,
    staged: true,
  },
  {
    name: 'add up quantities',
    edits: [{ file: 'cart.ts', find: SET, replace: 'merged.set(item, quantity + (merged.get(item) ?? 0))' }],
    part: 'lab5c',
    scenario: 'merge-carts',
    rules: MERGED,
    staged: true,
  },
  {
    name: 'take the quantity of the last cart',
    edits: [{ file: 'cart.ts', find: SET, replace: 'merged.set(item, quantity)' }],
    part: 'lab5c',
    scenario: 'merge-carts',
    rules: MERGED,
    staged: true,
  },
  {
    name: 'keep what is in all carts only',
    edits: [
      {
        file: 'cart.ts',
        find: SET,
        replace: `if (siblings.every((one) => one.has(item))) ${SET}`,
      },
    ],
    part: 'lab5c',
    scenario: 'merge-carts',
    rules: MERGED,
    staged: true,
  },
  {
    name: 'merge into the first cart',
    edits: [
      {
        file: 'cart.ts',
        find: 'const merged = new Map<string, number>();',
        replace: 'const merged = (siblings[0] ?? new Map()) as Map<string, number>;',
      },
    ],
    part: 'lab5c',
    scenario: 'merge-carts',
    rules: MERGED,
    staged: true,
  },
];
