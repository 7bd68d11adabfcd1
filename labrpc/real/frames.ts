import { decode, encode } from '../encoding.ts';

const LENGTH_BYTES = 4;

/** One value for a stream of bytes: its length in four bytes, the lowest first, then the value, encoded. */
export function frameOf(value: unknown): Buffer {
  const body = encode(value);
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + body.length);
  frame.writeUInt32LE(body.length);
  frame.set(body, LENGTH_BYTES);
  return frame;
}

/** Puts the values of a stream together again, whatever the pieces are in which its bytes arrive. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private bytes = 0;

  /** The values that are complete with this chunk. Throws a `DecodeError` if they are none. */
  *take(chunk: Buffer): Generator<unknown> {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    for (let body = this.nextBody(); body; body = this.nextBody()) yield decode(body);
  }

  private nextBody(): Buffer | undefined {
    if (this.bytes < LENGTH_BYTES) return undefined;
    if ((this.chunks[0]?.length ?? 0) < LENGTH_BYTES) this.join();
    const [first] = this.chunks;
    const end = LENGTH_BYTES + (first?.readUInt32LE() ?? 0);
    if (this.bytes < end) return undefined;
    // Only now: joining with each chunk would copy a long value once for each of its pieces.
    const all = this.join();
    this.chunks = [all.subarray(end)];
    this.bytes -= end;
    return all.subarray(LENGTH_BYTES, end);
  }

  private join(): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0] : undefined;
    const joined = all ?? Buffer.concat(this.chunks);
    this.chunks = [joined];
    return joined;
  }
}
