import { cp, lstat } from 'node:fs/promises';
import { basename } from 'node:path';

/** Nothing that a grade could be made of: history, packages, and what graders write. */
const LEFT_BEHIND = new Set(['.git', 'node_modules', 'result.json', 'release-body.md']);

/**
 * Copies what a student handed in to a new folder. Links are copied as links, for the grader to refuse; what
 * is neither file, folder nor link is left out, as reading it may never end.
 */
export async function copySubmission(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: async (path) => {
      if (path === from) return true;
      const stats = await lstat(path);
      const isOrdinary = stats.isFile() || stats.isDirectory() || stats.isSymbolicLink();
      return isOrdinary && !LEFT_BEHIND.has(basename(path));
    },
  });
}
