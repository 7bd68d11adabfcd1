import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readable, readWhole } from './careful-read.ts';
import { type EntryKind, isPassedOver, type Listing, ListingBuilder } from './listing.ts';
import type { Source, TakenFile } from './source.ts';

/** A submission in a plain folder. Synchronous calls: they are several times as fast for small files. */
export class FolderSource implements Source {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async list(): Promise<Listing> {
    const listing = new ListingBuilder();
    this.walk([], listing);
    return listing;
  }

  async *read(paths: ReadonlySet<string>): AsyncIterable<TakenFile> {
    for (const path of paths) yield { path, content: readWhole(join(this.folder, path), path) };
  }

  private walk(names: readonly string[], listing: ListingBuilder): void {
    for (const entry of readable(names.join('/'), () => this.entriesOf(names))) {
      const path = [...names, entry.name];
      if (!entry.isDirectory() || isPassedOver(entry.name)) {
        listing.add(path, kindOf(entry), 0);
      } else {
        listing.countOne(path);
        this.walk(path, listing);
      }
    }
  }

  private entriesOf(names: readonly string[]): Dirent[] {
    const entries = readdirSync(join(this.folder, ...names), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isSymbolicLink()) return 'symbolic link';
  return entry.isFile() ? 'file' : 'special file';
}
