/** No server's memory holds a state that is longer. */
export const LONGEST_STATE_BYTES: number = 2 ** 28;

let zeros = new ArrayBuffer(2 ** 16);

/** Stands for a state of which only the length is known, up to `LONGEST_STATE_BYTES`. Nobody writes to it. */
export function blankState(length: number): Uint8Array {
  if (length > zeros.byteLength) zeros = new ArrayBuffer(length);
  return new Uint8Array(zeros, 0, length);
}
