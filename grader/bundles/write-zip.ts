import { rename, rm, writeFile } from 'node:fs/promises';
import { type Zippable, zipSync } from 'fflate';
import { Misuse } from '../misuse.ts';
import type { BundleFiles } from './bundle-files.ts';

const UNIX = 3;
const EXECUTABLE = 0o100755;
const PLAIN = 0o100644;

/** A zip: the same bytes for the same files. Scripts are executable. */
export function zipOf(files: BundleFiles): Uint8Array {
  const entries: Zippable = {};
  for (const [path, content] of files) {
    const mode = content.subarray(0, 2).toString() === '#!' ? EXECUTABLE : PLAIN;
    // The first time that a zip can tell.
    entries[path] = [content, { os: UNIX, attrs: mode << 16, mtime: '1980-01-01T00:00:00' }];
  }
  return zipSync(entries);
}

/** Writes a file in one step. Throws `Misuse` if the disk refuses. */
export async function writeBytes(out: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(`${out}.tmp`, bytes);
    await rename(`${out}.tmp`, out);
  } catch (error) {
    await rm(`${out}.tmp`, { force: true });
    throw new Misuse(`cannot write ${out} (${(error as NodeJS.ErrnoException).code})`);
  }
}
