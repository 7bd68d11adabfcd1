import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Which code a run was of: the files of the labs that were put together for it, types left out. */
export interface LabCode {
  /** Relative to the project, with slashes, sorted. */
  readonly files: readonly string[];
  /** SHA-256 over names and contents, 16 hex digits. */
  readonly hash: string;
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Names the code that was read: texts by absolute path. */
export function labCode(texts: ReadonlyMap<string, string>): LabCode {
  const read = [...texts].map(([path, text]) => [relative(PROJECT, path).split(sep).join('/'), text]);
  const sorted = read.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
  return { files: sorted.map(([file = '']) => file), hash };
}

/**
 * Whether the files still say what they said when that code was run. Other files cannot have joined them: to
 * be part of it they must be imported, and that is an edit.
 */
export async function isUnchanged({ files, hash }: LabCode): Promise<boolean> {
  const texts = await Promise.all(
    files.map(async (file) => {
      const path = join(PROJECT, file);
      return [path, await readFile(path, 'utf8').catch(() => 'it is gone')] as const;
    }),
  );
  return labCode(new Map(texts)).hash === hash;
}
