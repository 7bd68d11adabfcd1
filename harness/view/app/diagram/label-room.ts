/** A rectangle on the canvas, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cells of this size say what is near: labels are small, and there may be many. */
const CELL = 64;
/** More than any canvas has. */
const ROWS = 4096;

/** Where something stands that a label must not cover. Whoever comes first has the room. */
export class LabelRoom {
  private readonly cells = new Map<number, Box[]>();

  take(box: Box): void {
    everyCell(box, (key) => {
      const boxes = this.cells.get(key);
      if (boxes) boxes.push(box);
      else this.cells.set(key, [box]);
      return true;
    });
  }

  isFree(box: Box): boolean {
    return everyCell(box, (key) => !this.cells.get(key)?.some((other) => overlap(box, other)));
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

/** Whether all cells that a box touches pass the test. */
function everyCell({ x, y, width, height }: Box, test: (key: number) => boolean): boolean {
  const [right, bottom] = [Math.floor((x + width) / CELL), Math.floor((y + height) / CELL)];
  for (let column = Math.floor(x / CELL); column <= right; column++) {
    for (let row = Math.floor(y / CELL); row <= bottom; row++) {
      if (!test(column * ROWS + row)) return false;
    }
  }
  return true;
}
