import type { Cart } from '../../harness/scenarios/lab5-clocks/contract.ts';

/**
 * What a customer sees of a cart that has siblings: every item of every one, in the largest quantity
 * (Dynamo §4.4: an added item is never lost). An item that was taken out of one sibling only comes back.
 */
export function mergeCarts(siblings: readonly Cart[]): Cart {
  const merged = new Map<string, number>();
  for (const cart of siblings) {
    for (const [item, quantity] of cart) merged.set(item, Math.max(quantity, merged.get(item) ?? 0));
  }
  return merged;
}
