import { readSync, writeSync } from 'node:fs';
import { decode, encode } from '../encoding.ts';

/** Length of the body, lowest byte first. */
const HEADER_BYTES = 4;
const BLOCK_BYTES = 65_536;

/** Writes one encoded value to a pipe, its length first. Blocks until all of it is written. */
export function writeFrame(descriptor: number, value: unknown): void {
  const body = encode(value);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  frame.writeUInt32LE(body.length);
  frame.set(body, HEADER_BYTES);
  writeWhole(descriptor, frame);
}

/** Blocks until all is written. */
export function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

/** Reads encoded values from a pipe: as many bytes at a time as there are, since each look costs. */
export class FrameReader {
  private readonly descriptor: number;
  private block = Buffer.allocUnsafe(BLOCK_BYTES);
  private start = 0;
  private end = 0;

  constructor(descriptor: number) {
    this.descriptor = descriptor;
  }

  /** The next value; blocks until it is there. Throws when the pipe was closed. */
  next<Value>(): Value {
    this.fill(HEADER_BYTES);
    const length = this.block.readUInt32LE(this.start);
    this.fill(HEADER_BYTES + length);
    const from = this.start + HEADER_BYTES;
    this.start = from + length;
    return decode<Value>(this.block.subarray(from, this.start));
  }

  /** Reads until so many bytes are there. Values are decoded at once, so nobody looks at earlier ones. */
  private fill(bytes: number): void {
    if (this.start + bytes > this.block.length) {
      const rest = this.block.subarray(this.start, this.end);
      const block = bytes > this.block.length ? Buffer.allocUnsafe(bytes) : this.block;
      block.set(rest);
      this.block = block;
      this.start = 0;
      this.end = rest.length;
    }
    while (this.end - this.start < bytes) {
      const count = readSync(this.descriptor, this.block, this.end, this.block.length - this.end, null);
      if (count === 0) throw new Error('the other side of the pipe is gone');
      this.end += count;
    }
  }
}
