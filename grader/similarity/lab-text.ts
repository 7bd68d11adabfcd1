import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { breakLines } from './break-lines.ts';
import { eraseTypes } from './erase-types.ts';
import { normalise } from './normalise.ts';
import { linesOf } from './source-tokens.ts';
import { kGrams, winnow } from './winnow.ts';

/** The code of one lab folder, ready to be compared. */
export interface LabText {
  /** Sorted by path. */
  readonly files: readonly TextFile[];
  /** What a person should know about how it was read: `raft.ts was compared with its types: …`. */
  readonly notes: readonly string[];
}

export interface TextFile {
  /** From the lab's folder on, with `/`. */
  readonly path: string;
  /** Without the ends of lines. */
  readonly lines: readonly string[];
  /** Normalised; the line of each in `lineOf`, from 1 on. */
  readonly codes: Int32Array;
  readonly lineOf: Uint32Array;
  /** Hash of the K tokens from each token on. */
  readonly grams: Float64Array;
  /** Which of them are fingerprints: their places, rising. */
  readonly fingerprints: readonly number[];
}

/** The intake takes no larger files. */
const MAX_FILE_BYTES = 2 ** 20;
/** All solutions together have 0.1 MB. */
const MAX_LAB_BYTES = 4 * MAX_FILE_BYTES;
/** Waiting time for taking out the types of a lab, far from what real ones need: 0.1 s. */
const PARSING_MS = 5000;
const CODE = /\.[cm]?[jt]sx?$/;

/** Reads a lab folder; one that is not there has no files. Nothing in it is run; links are not followed. */
export async function readLab(folder: string): Promise<LabText> {
  const reader = new LabReader();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile() && CODE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of paths) await reader.add(path, relative(folder, path).split(sep).join('/'));
  return reader;
}

/** Reads one file of ours. */
export async function readCode(path: string): Promise<TextFile> {
  const reader = new LabReader();
  await reader.add(path, path);
  return reader.files[0] as TextFile;
}

/** Keeps within its limits, whatever the files hold. */
class LabReader implements LabText {
  readonly files: TextFile[] = [];
  readonly notes: string[] = [];
  #bytesLeft = MAX_LAB_BYTES;
  #msLeft = PARSING_MS;

  async add(path: string, name: string): Promise<void> {
    const { size } = await stat(path);
    this.#bytesLeft -= size;
    if (size > MAX_FILE_BYTES) this.notes.push(`${name} is larger than 1 MB and was not compared`);
    else if (this.#bytesLeft < 0) this.notes.push(`${name} was not compared: the lab has more than 4 MB`);
    else this.files.push(this.#take(name, await readFile(path, 'utf8')));
  }

  #take(path: string, source: string): TextFile {
    const text = breakLines(source);
    if (text !== source) this.notes.push(`${path} has very long lines: they are shown broken`);
    const { codes, lines } = normalise(this.#withoutTypes(path, text));
    const grams = kGrams(codes);
    return { path, lines: linesOf(text), codes, lineOf: lines, grams, fingerprints: winnow(grams) };
  }

  #withoutTypes(path: string, text: string): string {
    const start = performance.now();
    const erased = eraseTypes(text, this.#msLeft);
    this.#msLeft -= performance.now() - start;
    if (erased.kind === 'erased') return erased.code;
    const why = erased.kind === 'no-parse' ? 'it cannot be parsed' : 'parsing it takes too long';
    this.notes.push(`${path} was compared with its types: ${why}`);
    return text;
  }
}
