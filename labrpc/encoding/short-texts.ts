import { LONGEST_SHORT_TEXT, MARK } from './format.ts';

/** Powers of two. */
const SLOTS = 1024;
const SLOT_BYTES = LONGEST_SHORT_TEXT + 1;

/**
 * Remembers short ASCII texts by the bytes they were read from, so that names and words that come up in every
 * message are not built anew each time. One text a slot; a new one displaces the old. What is returned never
 * depends on what is remembered.
 */
export class ShortTexts {
  private readonly texts: string[] = new Array<string>(SLOTS).fill('');
  private readonly spellings = new Uint8Array(SLOTS * SLOT_BYTES);
  private readonly prepare: (text: string) => string;

  /** `prepare` is applied to each text that is remembered and must return an equal one. */
  constructor(prepare: (text: string) => string) {
    this.prepare = prepare;
  }

  /**
   * The text of bytes `start` to `end`, at most 63 of them, without their top bits. `hash` is any number that
   * follows from the bytes.
   */
  read(bytes: Uint8Array, start: number, end: number, hash: number): string {
    const slot = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1);
    const known = this.texts[slot] as string;
    const { spellings } = this;
    const offset = slot * SLOT_BYTES - start;
    if (known.length === end - start) {
      let index = start;
      while (index < end && bytes[index] === spellings[offset + index]) index += 1;
      if (index === end) return known;
    }
    return this.remember(bytes, start, end, slot);
  }

  private remember(bytes: Uint8Array, start: number, end: number, slot: number): string {
    const codes: number[] = [];
    for (let index = start; index < end; index++) {
      const byte = bytes[index] as number;
      codes.push(byte & ~MARK);
      this.spellings[slot * SLOT_BYTES + index - start] = byte;
    }
    const text = this.prepare(String.fromCharCode(...codes));
    this.texts[slot] = text;
    return text;
  }
}

/** The engine keeps one copy of every name of a field; assigning with that copy saves it the search. */
export function intern(name: string): string {
  return Object.keys({ [name]: true })[0] ?? name;
}
