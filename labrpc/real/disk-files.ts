import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { diskName, nameOnDisk } from './disk-names.ts';

/** For so long a rename is tried again while another process has the file open, which Windows minds. */
const RENAME_TRIES = 50;
const RENAME_RETRY_MS = 20;
const IN_USE = new Set(['EPERM', 'EACCES', 'EBUSY']);

/**
 * A flat file system in one folder of a disk, which many processes may share. A name is any text, and leads
 * to a file right in the folder (`diskName` says which). Texts are kept as UTF-8.
 */
export class DiskFiles {
  private readonly folder: string;

  /** `folder`: must be there, and hold nothing else. */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** `undefined` if there is none. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(this.pathOf(name), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Not atomic: a process that dies in it leaves the beginning of `text`. */
  async write(name: string, text: string): Promise<void> {
    await writeFile(this.pathOf(name), text);
  }

  /** Atomic; replaces `to`. Rejects if `from` does not exist. */
  async rename(from: string, to: string): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await rename(this.pathOf(from), this.pathOf(to));
      } catch (error) {
        if (codeOf(error) === 'ENOENT') throw new Error(`rename: there is no file "${from}"`);
        if (!IN_USE.has(codeOf(error)) || tries === RENAME_TRIES) throw error;
        await delay(RENAME_RETRY_MS);
      }
    }
  }

  /** Names that begin with `prefix`, sorted by code unit. */
  async list(prefix: string): Promise<string[]> {
    const names = (await readdir(this.folder)).map(nameOnDisk);
    return names.filter((name) => name.startsWith(prefix)).sort();
  }

  /** Not an error if there is none. */
  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  private pathOf(name: string): string {
    return join(this.folder, diskName(name));
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
