/** A rectangle on the canvas, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cells of this size say what is near: labels are small, and there may be many. */
const CELL = 64;

/** Where something stands that a label must not cover. Whoever comes first has the room. */
export class LabelRoom {
  private readonly cells = new Map<string, Box[]>();

  take(box: Box): void {
    for (const key of cellsOf(box)) {
      const boxes = this.cells.get(key);
      if (boxes) boxes.push(box);
      else this.cells.set(key, [box]);
    }
  }

  isFree(box: Box): boolean {
    return cellsOf(box).every((key) => this.cells.get(key)?.every((other) => !overlap(box, other)) ?? true);
  }

  /** Takes the first of these places that is free, each of one or several boxes; undefined if none is. */
  takeFirst<T extends readonly Box[]>(places: readonly T[]): T | undefined {
    const place = places.find((boxes) => boxes.every((box) => this.isFree(box)));
    for (const box of place ?? []) this.take(box);
    return place;
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function cellsOf({ x, y, width, height }: Box): readonly string[] {
  const keys: string[] = [];
  for (let column = Math.floor(x / CELL); column <= Math.floor((x + width) / CELL); column++) {
    for (let row = Math.floor(y / CELL); row <= Math.floor((y + height) / CELL); row++) {
      keys.push(`${column} ${row}`);
    }
  }
  return keys;
}
