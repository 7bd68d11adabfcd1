import { crc32 } from 'node:zlib';
import { openPromise as openZip, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import { MAX_FILE_BYTES, megabytes } from './limits.ts';
import { type EntryKind, type Listing, ListingBuilder, namesOf } from './listing.ts';
import type { Source, TakenFile } from './source.ts';
import { shownName, Unfit } from './unfit.ts';

const NOT_ZIP = 'it is no zip archive, or only a part of one';
/** File types in the upper half of an entry's attributes, where Unix keeps the mode. */
const TYPE_BITS = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const ORDINARY = [0, 0o100000, 0o040000];

/** A submission in a zip archive. Nothing is unpacked but what is asked for, and that into memory. */
export class ZipSource implements Source {
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  async list(): Promise<Listing> {
    const listing = new ListingBuilder();
    for await (const [entry, names, isFolder] of this.entries()) {
      if (isFolder) listing.countOne(names);
      else if (names.length > 0) listing.add(names, kindOf(entry), entry.uncompressedSize);
    }
    return listing;
  }

  async *read(paths: ReadonlySet<string>): AsyncIterable<TakenFile> {
    for await (const [entry, names, isFolder, zip] of this.entries()) {
      const path = names.join('/');
      if (!isFolder && paths.has(path)) yield { path, content: await contentOf(zip, entry, path) };
    }
  }

  /** The table of contents, which stands at the end of the archive and is read bit by bit. */
  private async *entries(): AsyncIterable<readonly [ZipEntry, string[], boolean, ZipFile]> {
    // Names are taken as bytes: the library would stop at the first bad one, and not say which.
    const zip = await openZip(this.file, { decodeStrings: false }).catch(() => {
      throw new Unfit(NOT_ZIP);
    });
    const entries = zip.eachEntry();
    try {
      for (;;) {
        const next = await entries.next().catch(() => {
          throw new Unfit(NOT_ZIP);
        });
        if (next.done) return;
        const name = textOf(next.value.fileNameRaw);
        yield [next.value, namesOf(name), name.endsWith('/'), zip];
      }
    } finally {
      await entries.return?.();
    }
  }
}

/**
 * Archivers of macOS write UTF-8 without saying so; old ones of Windows use the code page of the machine and
 * backslashes. A name that is no UTF-8 is no name of lab code: it only has to be readable.
 */
function textOf(name: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(name);
  } catch {
    text = name.toString('latin1');
  }
  return text.replaceAll('\\', '/');
}

function kindOf({ externalFileAttributes }: ZipEntry): EntryKind {
  const type = (externalFileAttributes >>> 16) & TYPE_BITS;
  if (type === SYMBOLIC_LINK) return 'symbolic link';
  return ORDINARY.includes(type) ? 'file' : 'special file';
}

/** Unpacks one file. The stated size is only a claim, but the library holds the stream to it. */
async function contentOf(zip: ZipFile, entry: ZipEntry, path: string): Promise<Buffer> {
  const shown = shownName(path);
  if (entry.isEncrypted()) throw new Unfit(`${shown} is locked with a password`);
  if (!entry.canDecodeFileData()) throw new Unfit(`${shown} is packed in a way that cannot be read here`);
  if (entry.uncompressedSize > MAX_FILE_BYTES) {
    throw new Unfit(`${shown} is larger than ${megabytes(MAX_FILE_BYTES)}`);
  }
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  } catch {
    throw new Unfit(`${shown} is damaged in the archive`);
  }
  const content = Buffer.concat(chunks);
  if (crc32(content) !== entry.crc32) throw new Unfit(`${shown} is damaged in the archive`);
  return content;
}
