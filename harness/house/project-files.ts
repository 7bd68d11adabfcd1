import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, for tests of the house rules. */
export const PROJECT: string = fileURLToPath(new URL('../..', import.meta.url));

/** Folders that belong to the project; `labs` is the student's, and only its READMEs and tests are ours. */
export const FOLDERS = ['labrpc', 'harness', 'labs', 'solutions', 'grader', 'docs'] as const;

const NOT_OURS = new Set(['node_modules', '.git', '.lockstep']);

/**
 * Paths below `folder`, relative to the project, with `/`, sorted; none of a folder that is not there, as in
 * the students' edition.
 */
export function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const visit = (path: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (NOT_OURS.has(entry.name)) continue;
      const child = join(path, entry.name);
      if (entry.isDirectory()) visit(child);
      else found.push(relative(PROJECT, child).split(sep).join('/'));
    }
  };
  if (existsSync(join(PROJECT, folder))) visit(join(PROJECT, folder));
  return found.sort();
}

export function readProjectFile(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

/** Whether a path is a student's to change: then no house rule looks at it. */
export function isStudents(path: string): boolean {
  return path.startsWith('labs/') && !path.endsWith('README.md') && !path.endsWith('.test.ts');
}

/** Submissions that show what students write: no model of style. */
export function isExample(path: string): boolean {
  return path.startsWith('grader/examples/');
}
