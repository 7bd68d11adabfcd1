import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vitest/node';

/** The root of the project. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** Vitest's settings for whoever starts it: `npm test`, an editor, vitest itself. */
export const VITEST_SETTINGS = {
  root: PROJECT,
  include: ['**/*.test.ts'],
  exclude: ['**/node_modules/**', '**/.*/**', 'grader/examples/**'],
  pool: 'forks',
  // Tests share no state that isolation would have to protect, and a process for each file costs its start.
  isolate: false,
  // Timelines that the Vitest UI links are copied there.
  attachmentsDir: '.lockstep/attachments',
  testTimeout: 60_000,
  hookTimeout: 60_000,
  watchTriggerPatterns: [
    {
      pattern: /\/(labs|solutions)\/(lab\d[\w-]*)\/(?!.*\.test\.ts$).*\.(?:ts|js|mjs|json)$/,
      testsToRun: (_file, match) => testFilesOn(match[1] ?? '', match[2] ?? ''),
    },
  ],
} satisfies InlineConfig;

/**
 * The test files that an edit in a lab folder concerns: its own, and those of labs that import it, be it by
 * way of others. Lab code is not imported by test files, so vitest cannot know.
 */
export function testFilesOn(tree: string, lab: string, root: string = PROJECT): string[] {
  const labs = readdirSync(join(root, tree), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      folder: join(root, tree, name),
      name,
      imports: importedLabs(join(root, tree, name)),
    }));
  const touched = new Set([lab]);
  for (const _ of labs) {
    for (const { name, imports } of labs) if (imports.some((one) => touched.has(one))) touched.add(name);
  }
  return labs
    .filter(({ name }) => touched.has(name))
    .flatMap(({ folder }) => codeOf(folder).filter((file) => file.endsWith('.test.ts')));
}

function importedLabs(folder: string): string[] {
  const texts = codeOf(folder).map((file) => readFileSync(file, 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/from '(?:\.\.\/)+(lab\d[\w-]*)\//g)].map(([, lab = '']) => lab),
  );
}

function codeOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}
