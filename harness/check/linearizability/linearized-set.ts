import { END, type OperationList } from './operation-list.ts';

/**
 * The operations that a search has linearized, as bits: first those that returned, then those that did not.
 * All that returned and stand before `first` are in the set, and none that was called after `first` returned,
 * so that few words tell sets with the same `first` apart.
 */
export class LinearizedSet {
  readonly words: Uint32Array;
  /** The place in `returned` of the first that is not in the set. */
  first = 0;
  /** Equal sets have equal hashes. */
  hash = 0;
  /** All operations that returned, and all that did not, each in the order of calls. */
  readonly returned: Int32Array;
  readonly open: Int32Array;
  /** Where the words of `open` begin. */
  readonly openWords: number;
  /** By operation: its bit. */
  private readonly bits: Int32Array;
  private readonly hashes: Int32Array;
  /** By operation that returned: how many of `returned` and of `open` were called before it returned. */
  private readonly returnedCalls: Int32Array;
  private readonly openCalls: Int32Array;

  constructor({ size, calls, returns }: OperationList) {
    const all = Int32Array.from({ length: size }, (_, operation) => operation);
    this.returned = all.filter((operation) => returns[operation] !== END);
    this.open = all.filter((operation) => returns[operation] === END);
    this.openWords = (this.returned.length + 31) >>> 5;
    this.words = new Uint32Array(this.openWords + ((this.open.length + 31) >>> 5));
    this.bits = new Int32Array(size);
    for (const [index, operation] of this.returned.entries()) this.bits[operation] = index;
    for (const [index, operation] of this.open.entries()) this.bits[operation] = this.openWords * 32 + index;
    this.hashes = all.map(scramble);
    const countCalls = (operations: Int32Array) =>
      all.map((operation) => countBefore(operations, calls, returns[operation] as number));
    this.returnedCalls = countCalls(this.returned);
    this.openCalls = countCalls(this.open);
  }

  /** Whether every operation that returned is in the set. */
  get isComplete(): boolean {
    return this.first === this.returned.length;
  }

  /** How many of `returned` were called before this one of them returned. */
  returnedCalledBefore(operation: number): number {
    return this.returnedCalls[operation] as number;
  }

  /** How many of `open`, likewise. */
  openCalledBefore(operation: number): number {
    return this.openCalls[operation] as number;
  }

  /** Of the words of `returned`, those from here on are 0. Not for a set that is complete. */
  get returnedEnd(): number {
    return (this.returnedCalledBefore(this.returned[this.first] as number) + 31) >>> 5;
  }

  /** Of the words of `open`, likewise. */
  get openEnd(): number {
    return this.openWords + ((this.openCalledBefore(this.returned[this.first] as number) + 31) >>> 5);
  }

  has(operation: number): boolean {
    const bit = this.bits[operation] as number;
    return (((this.words[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;
  }

  add(operation: number): void {
    const bit = this.bits[operation] as number;
    this.words[bit >>> 5] = (this.words[bit >>> 5] as number) | (1 << (bit & 31));
    this.hash ^= this.hashes[operation] as number;
    if (bit !== this.first) return;
    const { words } = this;
    const returned = this.returned.length;
    let first = bit + 1;
    while (first < returned && ((words[first >>> 5] as number) >>> (first & 31)) & 1) first++;
    this.first = first;
  }

  delete(operation: number): void {
    const bit = this.bits[operation] as number;
    this.words[bit >>> 5] = (this.words[bit >>> 5] as number) & ~(1 << (bit & 31));
    this.hash ^= this.hashes[operation] as number;
    if (bit < this.first) this.first = bit;
  }
}

/** How many of these operations were called before an entry. */
function countBefore(operations: Int32Array, calls: Int32Array, entry: number): number {
  let low = 0;
  let high = operations.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((calls[operations[middle] as number] as number) < entry) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Zobrist hashing with a fixed seed: the same on every machine. */
function scramble(index: number): number {
  let word = Math.imul(index + 1, 0x9e3779b1);
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
