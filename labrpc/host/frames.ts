import { readSync, writeSync } from 'node:fs';
import { decode, encode } from '../encoding.ts';

const LENGTH_BYTES = 4;

/** Writes one encoded value to a pipe, its length first. Blocks until all of it is written. */
export function writeFrame(descriptor: number, value: unknown): void {
  const body = encode(value);
  const frame = Buffer.alloc(LENGTH_BYTES + body.length);
  frame.writeUInt32LE(body.length);
  frame.set(body, LENGTH_BYTES);
  for (let done = 0; done < frame.length; ) done += writeSync(descriptor, frame, done);
}

/** Reads the next value from a pipe; blocks until it is there. Throws when the pipe was closed. */
export function readFrame<Value>(descriptor: number): Value {
  const length = Buffer.from(readExactly(descriptor, LENGTH_BYTES)).readUInt32LE();
  return decode<Value>(readExactly(descriptor, length));
}

function readExactly(descriptor: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const count = readSync(descriptor, bytes, done, length - done, null);
    if (count === 0) throw new Error('the other side of the pipe is gone');
    done += count;
  }
  return bytes;
}
