import { isWellFormed, LONGEST_SHORT_TEXT } from './format.ts';

const LARGEST_BIGINT_BYTES = 2 ** 27;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// Values from their bytes alone; `undefined` if `encode` does not write such bytes.

/** The highest byte first. */
export function bigintFrom(bytes: Uint8Array): bigint | undefined {
  if (bytes.length === 0) return 0n;
  if (bytes[0] === 0 || bytes.length > LARGEST_BIGINT_BYTES) return undefined;
  return BigInt(`0x${asBuffer(bytes).toString('hex')}`);
}

export function textFromUtf8(bytes: Uint8Array): string | undefined {
  let text: string;
  try {
    text = strictUtf8.decode(bytes);
  } catch {
    return undefined; // Not UTF-8, or more than a string can hold.
  }
  const isShort = text.length <= LONGEST_SHORT_TEXT && text.length === bytes.length;
  return isShort ? undefined : text;
}

export function textFromUtf16(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2 !== 0) return undefined;
  const text = asBuffer(bytes).toString('utf16le');
  return isWellFormed(text) ? undefined : text;
}

/** Whether engines keep a field of this name before all others, among its like in order of number. */
export function isArrayIndex(name: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
