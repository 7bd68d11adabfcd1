import type { Cart } from './contract.ts';

/**
 * A cart as a value of the store: `2 eggs, 1 milk`, the items sorted, so that equal carts are equal texts.
 */
export function textOfCart(cart: Cart): string {
  const items = [...cart].sort(([a], [b]) => (a < b ? -1 : 1));
  return items.map(([item, quantity]) => `${quantity} ${item}`).join(', ');
}

export function cartOfText(text: string): Cart {
  const items = text === '' ? [] : text.split(', ');
  return new Map(
    items.map((item) => {
      const [quantity = '', ...name] = item.split(' ');
      return [name.join(' '), Number(quantity)];
    }),
  );
}
