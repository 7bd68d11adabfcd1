import { Misuse } from '../real/failures.ts';
import { findInputs } from '../real/input-files.ts';
import type { UnusableFile } from './judge-file.ts';

/** A file to check: `file` as it was named, `path` absolute. */
export interface FoundFile {
  readonly kind: 'found';
  readonly file: string;
  readonly path: string;
}

/**
 * The files that names and globs stand for, each once, in the order of the names. One that stands for nothing
 * that can be read does not keep the others from being checked.
 */
export function findHistories(patterns: readonly string[], here: string): (FoundFile | UnusableFile)[] {
  const found = new Map<string, FoundFile | UnusableFile>();
  for (const pattern of patterns) {
    for (const one of findOne(pattern, here)) {
      const key = one.kind === 'found' ? one.path : one.file;
      if (!found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()];
}

function findOne(pattern: string, here: string): (FoundFile | UnusableFile)[] {
  try {
    return findInputs([pattern], here).map(({ name, path }) => ({ kind: 'found', file: name, path }));
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    return [{ kind: 'unreadable', file: pattern, line: undefined, problem: error.message }];
  }
}
