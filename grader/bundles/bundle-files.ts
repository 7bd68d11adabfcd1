import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { makeEdition } from '../../harness/edition/edition.ts';
import { PROJECT } from '../../harness/run/vitest-settings.ts';
import { demandNoSecret } from './classroom50-run.ts';
import type { Settings } from './settings.ts';

/** Files of a bundle by their paths in it, with slashes, sorted. */
export type BundleFiles = ReadonlyMap<string, Buffer>;

/** Where the project lies in a bundle. */
const COURSE = 'lockstep';
/** As the manifest knows them, so that a bundle installs what was tested. */
const PACKAGES = ['package.json', 'package-lock.json', 'tsconfig.json', 'LICENSE'];
const NOT_PACKED = ['**/node_modules/**', '**/.lockstep/**', 'grader/examples/**'];

/** What goes into Gradescope's zip: the whole project, solutions and all, as students never see it. */
export function gradescopeFiles(settings: Settings): BundleFiles {
  const files = new Map<string, Buffer>();
  for (const name of ['setup.sh', 'run_autograder', 'not-finished.json'])
    files.set(name, projectFile(`grader/bundles/gradescope/${name}`));
  addSettings(files, settings);
  const folders = ['labrpc/**', 'harness/**', 'labs/**', 'solutions/**', 'grader/**'];
  for (const path of projectPaths([...folders, ...PACKAGES], NOT_PACKED))
    files.set(`${COURSE}/${path}`, projectFile(path));
  return sorted(files);
}

/**
 * What goes into the folder of Classroom 50's bundle, which anybody can read: the students' edition, which
 * has no solutions, and the grader. Throws `Misuse` if the settings hold a secret, or somebody has worked in
 * `labs/`.
 */
export async function classroom50Files(settings: Settings): Promise<BundleFiles> {
  demandNoSecret(settings.grade);
  const files = new Map<string, Buffer>();
  files.set('autograder.py', projectFile('grader/bundles/classroom50/autograder.py'));
  addSettings(files, settings);
  for (const [path, content] of await makeEdition()) files.set(`${COURSE}/${path}`, content);
  // The edition's own list of packages is without those of the grader.
  for (const path of projectPaths(
    ['grader/**', ...PACKAGES],
    [...NOT_PACKED, '**/*.test.ts', 'grader/**/*.md'],
  ))
    files.set(`${COURSE}/${path}`, projectFile(path));
  return sorted(files);
}

function addSettings(files: Map<string, Buffer>, { policy, ...settings }: Settings): void {
  const text = JSON.stringify(
    policy === undefined ? settings : { ...settings, policy: 'policy.yaml' },
    null,
    2,
  );
  files.set('settings.json', Buffer.from(`${text}\n`));
  if (policy !== undefined) files.set('policy.yaml', readFileSync(policy));
}

function projectPaths(patterns: readonly string[], ignore: readonly string[]): string[] {
  return globSync([...patterns], { cwd: PROJECT, ignore: [...ignore] });
}

function projectFile(path: string): Buffer {
  return readFileSync(join(PROJECT, path));
}

function sorted(files: ReadonlyMap<string, Buffer>): BundleFiles {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
