import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MAX_BYTES, megabytes } from './limits.ts';
import type { Source } from './source.ts';
import { shownName, Unfit } from './unfit.ts';

/**
 * Copies files of a submission into the folder `root`, which is emptied before, and returns the digest of
 * names and contents. `targets`: paths below `root` by paths in the source. Throws `Unfit`.
 */
export async function writeCleanTree(
  root: string,
  source: Source,
  targets: ReadonlyMap<string, string>,
): Promise<string> {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const folders = new Set<string>();
  const hashes = new Map<string, string>();
  let bytes = 0;
  for await (const { path, content } of source.read(new Set(targets.keys()))) {
    const target = targets.get(path);
    if (target === undefined) throw new Error(`nobody asked for ${path}`);
    bytes += content.length;
    if (bytes > MAX_BYTES) throw new Unfit(`its files are larger than ${megabytes(MAX_BYTES)} together`);
    const folder = dirname(join(root, target));
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    // `wx`: whatever lies there already, it is not overwritten or followed.
    writeFileSync(join(root, target), content, { flag: 'wx' });
    hashes.set(target, createHash('sha256').update(content).digest('hex'));
  }
  for (const [path, target] of targets) {
    if (!hashes.has(target)) throw new Unfit(`${shownName(path)} cannot be read`);
  }
  return digestOf(hashes);
}

/** `hashes`: of contents, by path. */
export function digestOf(hashes: ReadonlyMap<string, string>): string {
  const sorted = [...hashes].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
