import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Our code for the labs lies in `solutions/`. The students' edition has none: there each lab of ours is one
 * minified file in `reference/`, which `harness/edition` makes. The tree is called `solutions` in both.
 */

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const REFERENCE = join(PROJECT, 'reference');

/** The root that stands for our code, also where there is no such folder. */
export const SOLUTIONS: string = join(PROJECT, 'solutions');

const hasSources = existsSync(SOLUTIONS);

/** The folder that our code really lies in. */
export const OUR_FOLDER: string = hasSources ? SOLUTIONS : REFERENCE;

/** Where a file of our version of a lab is; `path` is split, from the lab's folder on. */
export function ourFile(labId: string, path: readonly string[]): string {
  return hasSources ? join(SOLUTIONS, labId, ...path) : join(REFERENCE, `${labId}.js`);
}

/** The folder whose test files judge a tree. Without sources, those of the student's labs judge both. */
export function testsFolder(tree: 'labs' | 'solutions'): 'labs' | 'solutions' {
  return hasSources ? tree : 'labs';
}

/** What says how to compare with our code, from the project's root on. */
export const HOW_TO_COMPARE: string = hasSources ? 'solutions/README.md' : 'reference/README.md';
