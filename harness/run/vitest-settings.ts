import { readdirSync } from 'node:fs';
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
      pattern: /\/(labs|solutions)\/(lab\d[\w-]*)\/(?!.*\.test\.ts$)[^/]+$/,
      testsToRun: (_file, match) => testFilesAfter(match[1] ?? '', match[2] ?? ''),
    },
  ],
} satisfies InlineConfig;

/**
 * The test files that an edit in a lab folder concerns. Lab code is not imported by them, so vitest cannot
 * know. Later labs stand on earlier ones of their own tree.
 */
function testFilesAfter(tree: string, lab: string): string[] {
  const labs = readdirSync(join(PROJECT, tree), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name >= lab)
    .map((entry) => join(PROJECT, tree, entry.name));
  return labs.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => join(folder, file)),
  );
}
