import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../run/vitest-settings.ts';
import { LABS } from '../scenarios/index.ts';
import { type Files, secretCode, takenFiles } from './edition-files.ts';
import { findLeak } from './find-leak.ts';
import { minifiedLab, minifiedPath } from './minified-lab.ts';
import { demandPristineLabs } from './stubs.ts';
import { scriptsOf, studentPackage } from './student-package.ts';
import { studentReadme, withoutSolutions } from './student-texts.ts';

/**
 * The course as students get it, from the project as it is: the same bytes each time. Throws a `Misuse` if
 * somebody has worked in `labs/`, and another error if the project holds what must not be handed out.
 */
export async function makeEdition(): Promise<Files> {
  const taken = takenFiles();
  demandPristineLabs(taken);
  const files = new Map<string, Buffer>();
  const add = (path: string, text: string): unknown => files.set(path, Buffer.from(text));
  for (const [path, content] of taken) {
    if (path.endsWith('.md')) add(path, withoutSolutions(content.toString()));
    else files.set(path, content);
  }
  for (const lab of LABS) add(minifiedPath(lab), await minifiedLab(lab));
  add('reference/README.md', projectText('harness/edition/reference-readme.md'));
  add('tsconfig.json', studentTsconfig(projectText('tsconfig.json')));
  const { packageFile, lockFile } = studentPackage(
    projectText('package.json'),
    projectText('package-lock.json'),
    files,
  );
  add('package.json', packageFile);
  add('package-lock.json', lockFile);
  const readme = projectText('harness/edition/student-readme.md');
  add('README.md', studentReadme(readme, projectText('README.md'), scriptsOf(packageFile)));
  demandNoLeak(files, new Map([...taken].filter(([path]) => path.startsWith('labs/'))));
  return files;
}

/** Without the folders that are not there. */
function studentTsconfig(ours: string): string {
  const config = JSON.parse(ours) as { include: string[]; exclude: string[] };
  const include = config.include.filter((folder) => !['solutions', 'grader'].includes(folder));
  const exclude = config.exclude.filter((folder) => !folder.startsWith('grader/'));
  return `${JSON.stringify({ ...config, include, exclude }, null, 2)}\n`;
}

function demandNoLeak(files: Files, stubs: Files): void {
  const leak = findLeak(files, secretCode(), stubs);
  if (!leak) return;
  throw new Error(`${leak.path} would hand out lines of ${leak.source}:\n${leak.text}`);
}

function projectText(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}
