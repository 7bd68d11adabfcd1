import { crc32, deflateRawSync } from 'node:zlib';
import { Header } from 'tar';

/** An entry of an archive for tests. Whatever is not given is as an honest archiver writes it. */
export interface FakeZipEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** Mode of Unix: `0o120777` for a symbolic link. */
  readonly mode?: number;
  readonly statedBytes?: number;
  readonly locked?: boolean;
  readonly crc?: number;
  readonly method?: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;
/** Made on Unix, so that the mode counts. */
const MADE_BY = 0x031e;

/** A zip archive, byte by byte: no archiver writes the hostile ones. */
export function fakeZip(entries: readonly FakeZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '');
    const packed = deflateRawSync(content);
    const name = Buffer.from(entry.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.locked ? 1 : 0, 2);
    fields.writeUInt16LE(entry.method ?? DEFLATED, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.statedBytes ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([word(LOCAL), fields, name, packed]);
    central.push(Buffer.concat([word(CENTRAL), short(MADE_BY), fields, placeOf(entry, offset), name]));
    files.push(file);
    offset += file.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, directory, word(END), end]);
}

function placeOf({ mode = 0o100644 }: FakeZipEntry, offset: number): Buffer {
  const place = Buffer.alloc(14);
  place.writeUInt32LE((mode << 16) >>> 0, 6);
  place.writeUInt32LE(offset, 10);
  return place;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export interface FakeTarEntry {
  readonly path: string;
  readonly content?: string;
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO';
  readonly linkpath?: string;
  readonly statedBytes?: number;
}

const BLOCK = 512;

/** A tar archive, not compressed. */
export function fakeTar(entries: readonly FakeTarEntry[]): Buffer {
  const blocks: Buffer[] = [];
  for (const { path, content = '', type = 'File', linkpath, statedBytes } of entries) {
    const bytes = Buffer.from(content);
    const size = statedBytes ?? bytes.length;
    const header = new Header({ path, type, size, mode: 0o644, ...(linkpath ? { linkpath } : {}) });
    const block = Buffer.alloc(BLOCK);
    header.encode(block);
    const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
    blocks.push(block, bytes, padding);
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}
