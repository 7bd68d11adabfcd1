/** Power of two. */
const SLOTS = 2048;

/**
 * Remembers short ASCII texts by their bytes, so that names and words that come up in every message are not built
 * anew each time. One text a slot; a new one displaces the old. What it returns never depends on what it remembers.
 */
export class ShortTexts {
  private readonly slots: string[] = new Array<string>(SLOTS).fill('');
  private readonly prepare: (text: string) => string;

  /** `prepare` is applied once to each text that is remembered and must return an equal one. */
  constructor(prepare: (text: string) => string) {
    this.prepare = prepare;
  }

  /** The text of these bytes, which are known to be there, or `undefined` if they are not all ASCII. */
  read(bytes: Uint8Array, start: number, end: number): string | undefined {
    let hash = end - start;
    let union = 0;
    for (let index = start; index < end; index++) {
      const byte = bytes[index] as number;
      hash = (Math.imul(hash, 31) + byte) | 0;
      union |= byte;
    }
    if (union > 0x7f) return undefined;
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.slots[slot] as string;
    if (isText(known, bytes, start, end)) return known;
    const text = this.prepare(build(bytes, start, end));
    this.slots[slot] = text;
    return text;
  }
}

function isText(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let index = start; index < end; index++) {
    if (text.charCodeAt(index - start) !== bytes[index]) return false;
  }
  return true;
}

function build(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode.apply(undefined, bytes.subarray(start, end) as unknown as number[]);
}
