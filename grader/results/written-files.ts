import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '../formats/replace-file.ts';

/** Holds the paths of all files that were made of the results, and which the next grading may not make. */
const LIST = 'written.json';
/** What a grading writes, below the folder of results. Whatever a list says, nothing else is removed. */
const REMOVABLE: readonly RegExp[] = [
  /^(?:report\.html|similarity\.html|similarity\.csv|junit\.xml|ctrf\.json|classroom50\.json)$/,
  /^gradescope\/[^/\\]+\.json$/,
  /^students\/[^/\\]+(?:\/timelines\/[^/\\]+)?\.html$/,
];

/** Call it before `paths` are written, so that they are known also if the grading ends in the middle. */
export async function announceFiles(out: string, paths: readonly string[]): Promise<void> {
  await writeList(out, [...(await readList(out)), ...paths]);
}

/**
 * Removes what earlier gradings have written to the folder `out` and this one has not: pages of students who
 * are not in it, formats that nobody has asked for again. `paths`: all that were written now.
 */
export async function removeOtherFiles(out: string, paths: readonly string[]): Promise<void> {
  const kept = new Set(paths);
  for (const path of await readList(out)) {
    if (kept.has(path)) continue;
    await rm(join(out, path), { force: true });
    await removeEmptyFolders(out, dirname(path));
  }
  await writeList(out, paths);
}

async function readList(out: string): Promise<string[]> {
  try {
    const list: unknown = JSON.parse(await readFile(join(out, LIST), 'utf8'));
    return Array.isArray(list) ? list.filter(isRemovable) : [];
  } catch {
    // There was no grading before, or nobody can tell what it wrote: then it stays.
    return [];
  }
}

function isRemovable(path: unknown): path is string {
  if (typeof path !== 'string' || path.split('/').includes('..')) return false;
  return REMOVABLE.some((pattern) => pattern.test(path));
}

async function writeList(out: string, paths: readonly string[]): Promise<void> {
  const sorted = [...new Set(paths)].sort();
  await replaceFile(join(out, LIST), [`${JSON.stringify(sorted, null, 2)}\n`]);
}

async function removeEmptyFolders(out: string, folder: string): Promise<void> {
  for (let path = folder; path !== '.'; path = dirname(path)) {
    try {
      await rmdir(join(out, path));
    } catch {
      return;
    }
  }
}
