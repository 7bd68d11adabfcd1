/** A list that shrinks: what is left of it, and what may go. */
export interface ShrinkingList<Item> {
  /** What is left now. Asked again after each success, because with one thing others may go. */
  items(): readonly Item[];
  /**
   * Tries to do without each of these pieces, one at a time. Resolves to the position of the first that is
   * gone now, or undefined if all are needed.
   */
  tryWithout(pieces: readonly (readonly Item[])[]): Promise<number | undefined>;
}

/**
 * Takes away what is not needed: all at first, then halves, quarters, …, and at last single items (delta
 * debugging, by complements only). `piecesAtOnce` are offered together, so that they can be tried side by
 * side.
 */
export async function shrinkList<Item>(list: ShrinkingList<Item>, piecesAtOnce: number): Promise<void> {
  for (let size = list.items().length; size >= 1; size = Math.floor(size / 2)) {
    let position = 0;
    while (position < list.items().length) {
      const pieces = piecesFrom(list.items(), position, size).slice(0, piecesAtOnce);
      const gone = await list.tryWithout(pieces);
      // Those before the piece that is gone are needed; what followed it now stands in its place.
      position += size * (gone ?? pieces.length);
    }
  }
}

function piecesFrom<Item>(items: readonly Item[], position: number, size: number): (readonly Item[])[] {
  const pieces: (readonly Item[])[] = [];
  for (let start = position; start < items.length; start += size)
    pieces.push(items.slice(start, start + size));
  return pieces;
}
