import type { CausalOrder, VectorTime } from '../scenarios/lab5-clocks/contract.ts';

/** How two vectors of one length are ordered (Mattern 1988, The Structure of Vector Time). */
export function vectorOrder(a: VectorTime, b: VectorTime): CausalOrder {
  let order: CausalOrder = 'equal';
  for (const [index, entry] of a.entries()) {
    const other = b[index] ?? 0;
    if (entry === other) continue;
    const here = entry < other ? 'before' : 'after';
    if (order === 'equal') order = here;
    else if (order !== here) return 'concurrent';
  }
  return order;
}

/** What is wrong with the form of a vector, if anything is: what stands behind `the vector …`. */
export function vectorFault(vector: unknown, size: number): string | undefined {
  if (!Array.isArray(vector)) return 'is no array';
  if (vector.length !== size) return `has ${vector.length} entries, where ${size} processes are`;
  const isCount = (entry: unknown): boolean => Number.isSafeInteger(entry) && (entry as number) >= 0;
  return vector.every(isCount) ? undefined : 'has an entry that is no whole number from 0';
}

/** Whether two vectors have the same entries. */
export function sameVector(a: VectorTime, b: VectorTime): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

/** `[2,0,1]`; whatever else it is, as it would be written. */
export function vectorText(vector: unknown): string {
  return JSON.stringify(vector) ?? String(vector);
}
