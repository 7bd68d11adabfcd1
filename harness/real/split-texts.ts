import { closeSync, openSync, readSync } from 'node:fs';
import { JobFailure } from './failures.ts';
import type { Piece, Split } from './splits.ts';

/** A piece of a file, and what is in it. */
export interface PieceText {
  readonly piece: Piece;
  readonly text: string;
}

/** The splits of a job as texts. One is read at a time, whole; of those before, only lengths are kept. */
export class SplitTexts {
  private readonly splits: ReadonlyMap<string, Split>;
  private readonly lengths = new Map<string, readonly number[]>();

  constructor(splits: readonly Split[]) {
    this.splits = new Map(splits.map((split) => [split.name, split]));
  }

  get names(): string[] {
    return [...this.splits.keys()];
  }

  has(name: string): boolean {
    return this.splits.has(name);
  }

  /** The texts of all its pieces, one after the other. Throws a `JobFailure` if a file cannot be read. */
  read(name: string): string {
    const texts = this.split(name).pieces.map(readPiece);
    this.lengths.set(
      name,
      texts.map((text) => text.length),
    );
    return texts.join('');
  }

  /** Takes apart what `read` has put together. Throws if that is not what `contents` is. */
  take(name: string, contents: string): PieceText[] {
    const { pieces } = this.split(name);
    const lengths = this.lengths.get(name) ?? [];
    let end = 0;
    const parts = pieces.map((piece, index) => {
      const begin = end;
      end += lengths[index] ?? 0;
      return { piece, text: contents.slice(begin, end) };
    });
    if (end !== contents.length || lengths.length === 0) {
      throw new Error(`app.map takes the contents of "${name}" just as files.read gives them`);
    }
    return parts;
  }

  private split(name: string): Split {
    const split = this.splits.get(name);
    if (!split) throw new Error(`app.map takes the name of an input, and there is none named "${name}"`);
    return split;
  }
}

function readPiece({ name, path, begin, end }: Piece): string {
  const bytes = Buffer.allocUnsafe(end - begin);
  try {
    if (readRange(path, begin, bytes) < bytes.length) throw new Error('it has become shorter meanwhile');
    return bytes.toString();
  } catch (error) {
    throw new JobFailure(`cannot read the input file ${name}: ${(error as Error).message}`);
  }
}

/** Fills `bytes` from a file, from its byte `begin` on. Returns how many there were. */
function readRange(path: string, begin: number, bytes: Buffer): number {
  const descriptor = openSync(path, 'r');
  try {
    let done = 0;
    for (let count = -1; count !== 0 && done < bytes.length; done += count) {
      count = readSync(descriptor, bytes, done, bytes.length - done, begin + done);
    }
    return done;
  } finally {
    closeSync(descriptor);
  }
}
