import { createReadStream, type ReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { MAX_FILE_BYTES, MAX_UNPACKED_BYTES, megabytes } from './limits.ts';
import { type EntryKind, type Listing, ListingBuilder, namesOf } from './listing.ts';
import type { Source, TakenFile } from './source.ts';
import { shownName, Unfit } from './unfit.ts';

const NOT_TAR = 'it is no tar archive, or only a part of one';
const KINDS: Readonly<Record<string, EntryKind | 'folder'>> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'folder',
  GNUDumpDir: 'folder',
  SymbolicLink: 'symbolic link',
  Link: 'hard link',
};

/**
 * A submission in a `.tar`, `.tar.gz` or `.tgz`. A tar has no table of contents: it is read twice, once for
 * the names and once for the files that are wanted.
 */
export class TarSource implements Source {
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  async list(): Promise<Listing> {
    const listing = new ListingBuilder();
    const onEntry = (entry: ReadEntry): void => {
      const names = namesOf(entry.path);
      const kind = KINDS[entry.type] ?? 'special file';
      if (kind === 'folder') listing.countOne(names);
      else if (names.length > 0) listing.add(names, kind, entry.size);
      entry.resume();
    };
    for await (const _ of parsed(this.file, onEntry));
    return listing;
  }

  async *read(paths: ReadonlySet<string>): AsyncIterable<TakenFile> {
    const ready: TakenFile[] = [];
    const onEntry = (entry: ReadEntry): void => {
      const path = namesOf(entry.path).join('/');
      if (!paths.has(path)) entry.resume();
      else collect(entry, path, (content) => ready.push({ path, content }));
    };
    for await (const _ of parsed(this.file, onEntry)) yield* ready.splice(0);
  }
}

/** Calls `onEntry`, which must consume the entry at once, for each; yields from time to time. */
async function* parsed(file: string, onEntry: (entry: ReadEntry) => void): AsyncIterable<void> {
  const parser = new Parser({ strict: true });
  let failure: Error | undefined;
  let atEnd = false;
  parser.on('error', () => {
    failure ??= new Unfit(NOT_TAR);
  });
  parser.on('ignoredEntry', () => {
    failure ??= new Unfit('a name in it is longer than names can be');
  });
  parser.on('eof', () => {
    atEnd = true;
  });
  parser.on('entry', onEntry);
  // An empty block means nothing, but the parser now knows that this is no compressed archive in disguise,
  // which it would unpack without our limit.
  parser.write(Buffer.alloc(512));
  for await (const chunk of unpacked(file)) {
    // What follows the end is not read, but all of it must unpack.
    if (!atEnd) parser.write(chunk);
    if (failure) throw failure;
    yield;
  }
  if (!atEnd) parser.end();
  if (failure) throw failure;
  yield;
}

/** The tar itself, out of its compression if it has one, whatever its name says. */
async function* unpacked(file: string): AsyncIterable<Buffer> {
  const packed = createReadStream(file);
  let bytes = 0;
  try {
    for await (const chunk of (await isGzip(file)) ? gunzipped(packed) : packed) {
      bytes += (chunk as Buffer).length;
      if (bytes > MAX_UNPACKED_BYTES) break;
      yield chunk as Buffer;
    }
  } catch {
    throw new Unfit(NOT_TAR);
  } finally {
    packed.destroy();
  }
  if (bytes > MAX_UNPACKED_BYTES) {
    throw new Unfit(`it unpacks to more than ${megabytes(MAX_UNPACKED_BYTES)}`);
  }
}

function gunzipped(packed: ReadStream): AsyncIterable<unknown> {
  const gunzip = createGunzip({ chunkSize: 2 ** 16 });
  packed.on('error', (error) => gunzip.destroy(error));
  return packed.pipe(gunzip);
}

async function isGzip(file: string): Promise<boolean> {
  for await (const chunk of createReadStream(file, { end: 1 })) {
    return (chunk as Buffer).equals(Buffer.from([0x1f, 0x8b]));
  }
  return false;
}

function collect(entry: ReadEntry, path: string, done: (content: Buffer) => void): void {
  if (entry.size > MAX_FILE_BYTES) {
    throw new Unfit(`${shownName(path)} is larger than ${megabytes(MAX_FILE_BYTES)}`);
  }
  const chunks: Buffer[] = [];
  entry.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
  entry.on('end', () => done(Buffer.concat(chunks)));
}
