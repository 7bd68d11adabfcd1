import { readSync } from 'node:fs';

/** One frame of what a process of lab code sends: see `turn-format.ts`. */
export interface Frame {
  readonly kind: number;
  readonly content: Buffer;
}

export interface FrameSource {
  /** Blocks until the next frame is there. */
  next(): Frame;
}

/** The other side of the pipe is gone: its process has ended. */
export class PipeClosed extends Error {
  constructor() {
    super('the other side of the pipe is gone');
  }
}

/** More came than a run may say. */
export class PipeFlooded extends Error {}

/** Who watches a thread that reads, which is blocked while it waits. */
export interface ReadWatch {
  waits(): void;
  /** Something came. */
  got(): void;
}

const BLOCK_BYTES = 65_536;
const HEADER_BYTES = 5;

/** Frames from a pipe. Contents are views of blocks that nobody writes to again. */
export class PipeFrames implements FrameSource {
  private readonly descriptor: number;
  private readonly watch: ReadWatch;
  private block = Buffer.allocUnsafe(BLOCK_BYTES);
  private start = 0;
  private end = 0;
  private bytesLeft = 0;

  constructor(descriptor: number, watch: ReadWatch) {
    this.descriptor = descriptor;
    this.watch = watch;
  }

  /** A run begins, which may send so many bytes. */
  allow(bytes: number): void {
    this.bytesLeft = bytes;
  }

  next(): Frame {
    this.fill(HEADER_BYTES);
    const length = this.block.readUInt32LE(this.start);
    const kind = this.block[this.start + HEADER_BYTES - 1] as number;
    this.bytesLeft -= HEADER_BYTES + length;
    if (this.bytesLeft < 0) throw new PipeFlooded('the process of the lab code sent too much');
    this.fill(HEADER_BYTES + length);
    const from = this.start + HEADER_BYTES;
    this.start = from + length;
    return { kind, content: this.block.subarray(from, this.start) };
  }

  /** Reads until so many bytes are there. */
  private fill(bytes: number): void {
    if (this.start + bytes > this.block.length) this.renew(bytes);
    while (this.end - this.start < bytes) {
      this.watch.waits();
      const count = readSync(this.descriptor, this.block, this.end, this.block.length - this.end, null);
      this.watch.got();
      if (count === 0) throw new PipeClosed();
      this.end += count;
    }
  }

  /** A new block, which begins with what is not read yet. */
  private renew(bytes: number): void {
    const rest = this.block.subarray(this.start, this.end);
    this.block = Buffer.allocUnsafe(Math.max(BLOCK_BYTES, bytes));
    this.block.set(rest);
    this.start = 0;
    this.end = rest.length;
  }
}

/** Keeps the frames that it hands on, so that a run can be read again. */
export class KeptFrames implements FrameSource {
  private readonly source: FrameSource;
  private readonly frames: Frame[] = [];
  private position = 0;

  constructor(source: FrameSource) {
    this.source = source;
  }

  next(): Frame {
    let frame = this.frames[this.position];
    if (!frame) {
      frame = this.source.next();
      this.frames.push(frame);
    }
    this.position += 1;
    return frame;
  }

  /** Begins again with the first frame. */
  rewind(): void {
    this.position = 0;
  }
}
