import { expect, it } from 'vitest';
import { cartOfText, textOfCart } from './cart-text.ts';

it('writes a cart with its items in order, and reads it again', () => {
  const cart = new Map([
    ['sour cream', 2],
    ['eggs', 12],
  ]);
  expect(textOfCart(cart)).toBe('12 eggs, 2 sour cream');
  expect(cartOfText('12 eggs, 2 sour cream')).toEqual(cart);
});

it('writes an empty cart as an empty text', () => {
  expect(textOfCart(new Map())).toBe('');
  expect(cartOfText('')).toEqual(new Map());
});
