import { describe, expect, it } from 'vitest';
import { LabelRoom } from './label-room.ts';
import { spanRows } from './span-rows.ts';

const box = (x: number, y: number) => ({ x, y, width: 80, height: 10 });

describe('LabelRoom', () => {
  it('gives each label a place of its own, or none', () => {
    const room = new LabelRoom();
    expect(room.takeFirst([[box(60, 60)]])).toEqual([box(60, 60)]);
    expect(room.takeFirst([[box(100, 65)], [box(100, 71)]])).toEqual([box(100, 71)]);
    expect(room.takeFirst([[box(0, 62)], [box(139, 62)]])).toBeUndefined();
    expect(room.takeFirst([[box(140, 60)]])).toEqual([box(140, 60)]);
  });

  it('takes all boxes of a slanting text, or none of them', () => {
    const room = new LabelRoom();
    room.take(box(300, 300));
    expect(room.takeFirst([[box(0, 0), box(310, 305)]])).toBeUndefined();
    expect(room.isFree(box(0, 0))).toBe(true);
  });
});

describe('spanRows', () => {
  const span = (kind: 'partition' | 'cut' | 'held', fromMs: number, toMs: number, text: string = kind) => ({
    kind,
    fromMs,
    toMs,
    text,
    groups: [],
  });

  it('puts what lasts at one time below each other, and joins what is one', () => {
    const spans = [
      span('partition', 0, 10),
      span('cut', 5, 20, 'a → b'),
      span('cut', 5, 20, 'b → a'),
      span('held', 6, 8),
      span('partition', 10, 30),
    ];
    expect(spanRows(spans).map(({ texts, row }) => [texts.join(', '), row])).toEqual([
      ['partition', 0],
      ['a → b, b → a', 1],
      ['held', 2],
      ['partition', 0],
    ]);
  });
});
