import { describe, expect, it } from 'vitest';
import { shrinkList } from './shrink-list.ts';

describe('a list that shrinks', () => {
  it('keeps what is needed, in order, and nothing else', async () => {
    const { left } = await shrunk(100, (kept) => [3, 4, 50, 99].every((item) => kept.includes(item)));
    expect(left).toEqual([3, 4, 50, 99]);
  });

  it('is empty after one try if nothing is needed', async () => {
    const { left, tried } = await shrunk(64, () => true);
    expect(left).toEqual([]);
    expect(tried).toBe(1);
  });

  it('stays whole if all is needed', async () => {
    const { left } = await shrunk(9, (kept) => kept.length === 9);
    expect(left).toHaveLength(9);
  });

  it('does without either of two things of which one is enough', async () => {
    const { left } = await shrunk(16, (kept) => kept.includes(2) || kept.includes(13));
    expect(left).toHaveLength(1);
  });

  it('takes few tries where little is needed', async () => {
    const { left, tried } = await shrunk(1000, (kept) => kept.includes(700));
    expect(left).toEqual([700]);
    expect(tried).toBeLessThan(60);
  });

  it('offers several pieces at once, and takes the first that can go', async () => {
    const offers: number[][][] = [];
    let items = [0, 1, 2, 3];
    await shrinkList<number>(
      {
        items: () => items,
        tryWithout: async (pieces) => {
          offers.push(pieces.map((piece) => [...piece]));
          const gone = pieces.findIndex((piece) => piece.length === 1 && piece[0] === 1);
          if (gone >= 0) items = items.filter((item) => item !== 1);
          return gone >= 0 ? gone : undefined;
        },
      },
      3,
    );
    expect(offers).toEqual([
      [[0, 1, 2, 3]],
      [
        [0, 1],
        [2, 3],
      ],
      [[0], [1], [2]],
      [[2], [3]],
    ]);
    expect(items).toEqual([0, 2, 3]);
  });

  it('looks anew at what is left after each success', async () => {
    // With item 0 goes item 5, as a restart goes with its crash.
    let items = [0, 1, 2, 3, 4, 5];
    await shrinkList<number>(
      {
        items: () => items,
        tryWithout: async ([piece = []]) => {
          if (piece.length !== 1 || piece[0] !== 0) return undefined;
          items = [1, 2, 3, 4];
          return 0;
        },
      },
      1,
    );
    expect(items).toEqual([1, 2, 3, 4]);
  });
});

async function shrunk(
  length: number,
  isEnough: (kept: readonly number[]) => boolean,
): Promise<{ left: readonly number[]; tried: number }> {
  let items: readonly number[] = Array.from({ length }, (_, index) => index);
  let tried = 0;
  await shrinkList<number>(
    {
      items: () => items,
      tryWithout: async (pieces) => {
        for (const [position, piece] of pieces.entries()) {
          tried++;
          const kept = items.filter((item) => !piece.includes(item));
          if (!isEnough(kept)) continue;
          items = kept;
          return position;
        }
        return undefined;
      },
    },
    4,
  );
  return { left: items, tried };
}
