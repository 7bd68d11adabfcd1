import type { Cart } from '../contract.ts';

/** By sorting: of equal items the one with the largest quantity comes last, and stays. */
export function mergeCarts(siblings: readonly Cart[]): Cart {
  const entries = siblings.flatMap((cart) => [...cart.entries()]);
  return new Map(entries.sort(([, a], [, b]) => a - b));
}
