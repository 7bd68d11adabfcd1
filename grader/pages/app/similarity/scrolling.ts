/** Where a chosen passage begins, from the top of its column: a third, with code before it in sight. */
const READING_LINE = 1 / 3;

/** Scrolls a column to the first line of a passage. */
export function showPassage(column: HTMLElement, passage: number): void {
  const [first] = linesOf(column, passage);
  if (first) column.scrollTop += topOf(first) - readingLine(column);
}

/** Moves `other` so that the passage which is being read in `column` stands at the same height there. */
export function follow(column: HTMLElement, other: HTMLElement): void {
  const box = column.getBoundingClientRect();
  const read = document.elementFromPoint(box.left + box.width / 2, readingLine(column));
  const line = read?.closest<HTMLElement>('[data-passage]');
  if (!line) return;
  const passage = Number(line.dataset.passage);
  const here = linesOf(column, passage);
  const there = linesOf(other, passage);
  if (there.length === 0) return;
  // The same code may take more lines here than there.
  const at = Math.floor((here.indexOf(line) / here.length) * there.length);
  other.scrollTop += topOf(there[at] as HTMLElement) - topOf(line);
}

function linesOf(column: HTMLElement, passage: number): HTMLElement[] {
  return [...column.querySelectorAll<HTMLElement>(`[data-passage="${passage}"]`)];
}

function topOf(element: HTMLElement): number {
  return element.getBoundingClientRect().top;
}

function readingLine(column: HTMLElement): number {
  const { top, height } = column.getBoundingClientRect();
  return top + height * READING_LINE;
}
