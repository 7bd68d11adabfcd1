/** Keys and their values: what one map task leaves for one reduce task. */
export type Entries = [key: string, values: readonly string[]][];

/** Map task `map` writes it, reduce task `reduce` reads it. */
export function intermediateName(map: number, reduce: number): string {
  return `mr-${map}-${reduce}`;
}

/** JSON, because any string can be a key or a value, and no separator is safe from them. */
export function encodeEntries(entries: Entries): string {
  return JSON.stringify(entries);
}

export function decodeEntries(text: string): Entries {
  return JSON.parse(text) as Entries;
}
