import type { LinearizedSet } from './linearized-set.ts';

const FIRST_SLOTS = 256;
const FIRST_WORDS = 2048;

/** How many configurations may still be remembered, over all objects. */
export interface Room {
  left: number;
}

/**
 * The configurations that a search has been in (Lowe's cache): sets of linearized operations with the states
 * they led to. A hash table with open addressing over one array of words, so that millions stay small. Equal
 * hashes prove nothing: the sets themselves are compared.
 *
 * Each takes in `words`: its hash, the state, the set's `first`, and those words of the set that may differ
 * from other sets with the same `first`.
 */
export class SeenConfigurations {
  private readonly set: LinearizedSet;
  private readonly room: Room;
  /** One more than where the configuration begins in `words`; 0: the slot is free. */
  private slots = new Int32Array(FIRST_SLOTS);
  private count = 0;
  private words = new Uint32Array(FIRST_WORDS);
  private end = 0;

  /** `set`: the one that goes through all its configurations. */
  constructor(set: LinearizedSet, room: Room) {
    this.set = set;
    this.room = room;
  }

  /** Remembers the set as it is now with this state. Whether that is new; undefined: there is no room. */
  add(state: number): boolean | undefined {
    const hash = mix(this.set.hash, state);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let begin = this.slots[slot] as number; begin !== 0; begin = this.slots[slot] as number) {
      if (this.words[begin - 1] === hash && this.isNow(begin - 1, state)) return false;
      slot = (slot + 1) & mask;
    }
    if (this.room.left === 0) return undefined;
    this.room.left--;
    this.slots[slot] = this.store(hash, state) + 1;
    this.count++;
    if (this.count * 2 > this.slots.length) this.growSlots();
    return true;
  }

  /** Forgets all and gives back the room. */
  clear(): void {
    this.room.left += this.count;
    this.count = 0;
    this.slots = new Int32Array(FIRST_SLOTS);
    this.words = new Uint32Array(0);
    this.end = 0;
  }

  private isNow(begin: number, state: number): boolean {
    const { set, words } = this;
    if (words[begin + 1] !== state || words[begin + 2] !== set.first) return false;
    const now = set.words;
    let at = begin + 3;
    for (let word = set.first >>> 5; word < set.returnedEnd; word++) {
      if (words[at++] !== now[word]) return false;
    }
    for (let word = set.openWords; word < set.openEnd; word++) {
      if (words[at++] !== now[word]) return false;
    }
    return true;
  }

  private store(hash: number, state: number): number {
    const { set } = this;
    const begin = this.end;
    const returned = set.words.subarray(set.first >>> 5, set.returnedEnd);
    const open = set.words.subarray(set.openWords, set.openEnd);
    this.end = begin + 3 + returned.length + open.length;
    if (this.end > this.words.length) {
      const larger = new Uint32Array(Math.max(2 * this.words.length, this.end));
      larger.set(this.words);
      this.words = larger;
    }
    this.words[begin] = hash;
    this.words[begin + 1] = state;
    this.words[begin + 2] = set.first;
    this.words.set(returned, begin + 3);
    this.words.set(open, begin + 3 + returned.length);
    return begin;
  }

  private growSlots(): void {
    const larger = new Int32Array(this.slots.length * 2);
    const mask = larger.length - 1;
    for (const begin of this.slots) {
      if (begin === 0) continue;
      let slot = (this.words[begin - 1] as number) & mask;
      while (larger[slot] !== 0) slot = (slot + 1) & mask;
      larger[slot] = begin;
    }
    this.slots = larger;
  }
}

function mix(hash: number, state: number): number {
  const word = Math.imul(hash ^ Math.imul(state + 1, 0x9e3779b1), 0x85ebca6b);
  return (word ^ (word >>> 15)) >>> 0;
}
