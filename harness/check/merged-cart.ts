/** Quantity by item. */
type Cart = ReadonlyMap<string, number>;

/** What is wrong with the cart that was made of these siblings; undefined if it is right. */
export function mergedCartFault(siblings: readonly Cart[], merged: Cart): string | undefined {
  const found = `siblings ${siblings.map(cartText).join(' and ') || 'none'} became ${cartText(merged)}`;
  const items = new Set(siblings.flatMap((cart) => [...cart.keys()]));
  for (const item of items) {
    const most = Math.max(...siblings.map((cart) => cart.get(item) ?? 0));
    const is = merged.get(item);
    if (is === undefined) return `${found}: ${item} is lost`;
    if (is !== most)
      return `${found}: there are ${is} ${item}, and ${most} in the sibling that has most of it`;
  }
  const invented = [...merged.keys()].find((item) => !items.has(item));
  return invented === undefined ? undefined : `${found}: ${invented} is in no sibling`;
}

function cartText(cart: Cart): string {
  return `{${[...cart].map(([item, quantity]) => `${quantity} ${item}`).join(', ')}}`;
}
