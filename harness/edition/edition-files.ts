import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { globSync } from 'tinyglobby';
import { PROJECT } from '../run/vitest-settings.ts';

/** The text that students must not get, in whatever form: `findLeak` looks for it. */
const SECRET = [
  'solutions/**',
  'grader/examples/**',
  'harness/scenarios/mutants.ts',
  'harness/scenarios/*/mutants*.ts',
  'harness/scenarios/*/*-bug.ts',
  'harness/scenarios/*/variants/**',
  // Small versions of what is asked of students, which tests run.
  'harness/check/sequential-controller.ts',
  'harness/real/testing/quick-lab/**',
];

/** What is of no use without the above, or to nobody but those who develop or grade the course. */
const LEFT_OUT = [
  ...SECRET,
  'harness/bench/**',
  'harness/edition/**',
  'harness/run/mutate.ts',
  'harness/run/mutants-command.ts',
  'harness/scenarios/mutant.ts',
  'harness/view/browser.ts',
  'harness/view/{measure-timeline,timeline-pages}.ts',
  'harness/real/testing/**',
];

/**
 * Tests that look for something left out when they run, and one that records every scenario, which takes as
 * long as all others together. Tests that import something left out are found by their imports.
 */
const LEFT_OUT_TESTS = [
  'harness/house/{files,imports,labs}.test.ts',
  'harness/run/{debug,debug-run,hostile,record-scenario}.test.ts',
  'harness/run/debug-pool-fixture.ts',
];

const TAKEN = [
  'labrpc/**',
  'harness/**',
  'labs/**',
  '.vscode/*',
  'docs/{histories,trace-format}.md',
  'docs/{clocks,locks,shards,timeline}.png',
  'LICENSE',
  '.gitignore',
  'biome.json',
  'vitest.config.ts',
];

/** Files of the project by their paths from its root on, with slashes. */
export type Files = ReadonlyMap<string, Buffer>;

/** What students get of the project as it is. */
export function takenFiles(): Files {
  const files = readFiles(TAKEN, [...LEFT_OUT, ...LEFT_OUT_TESTS]);
  for (const [path, content] of files) {
    const missing = relativeImports(path, content.toString()).find((target) => !files.has(target));
    if (missing === undefined) continue;
    if (!path.endsWith('.test.ts')) {
      throw new Error(`${path} imports ${missing}, which students do not get: LEFT_OUT must name it, too.`);
    }
    files.delete(path);
  }
  return files;
}

/** The code of which no piece may be found in the edition. */
export function secretCode(): Files {
  return readFiles(
    SECRET.map((pattern) => pattern.replace(/\*\*$/, '**/*.ts')),
    ['**/*.test.ts'],
  );
}

function readFiles(patterns: readonly string[], ignore: readonly string[]): Map<string, Buffer> {
  const everywhere = ['**/node_modules/**', '**/.lockstep/**'];
  const paths = globSync([...patterns], { cwd: PROJECT, ignore: [...ignore, ...everywhere], dot: true });
  return new Map(paths.sort().map((path) => [path, readFileSync(join(PROJECT, path))]));
}

const IMPORT = /(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s*'(\.\.?\/[^']+\.\w+)'/g;

/** Files that a module names: it imports them, or starts them as programs. */
export function relativeImports(path: string, text: string): string[] {
  if (!/\.tsx?$/.test(path)) return [];
  return [...text.matchAll(IMPORT)].map(([, target = '']) => relative('.', join(dirname(path), target)));
}
