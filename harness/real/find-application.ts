import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { APPLICATIONS } from '../scenarios/lab1-mapreduce/applications/index.ts';
import type { ApplicationSource } from './application.ts';
import { JobFailure, Misuse } from './failures.ts';

/**
 * Finds an application of the course by its name, or else a module by its path, which is bundled into
 * `folder`. Throws `Misuse` if there is none, `JobFailure` if the module cannot be bundled.
 */
export async function findApplication(
  named: string,
  argument: string,
  { here, folder }: { readonly here: string; readonly folder: string },
): Promise<ApplicationSource> {
  if (Object.hasOwn(APPLICATIONS, named)) return { from: { kind: 'course', name: named }, argument };
  const file = resolve(here, named);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    const known = Object.keys(APPLICATIONS).join(', ');
    throw new Misuse(
      `there is no application "${named}". Known: ${known}; or the path of a module (in ${here})`,
    );
  }
  const path = join(folder, 'application.cjs');
  try {
    // Not `bundleProgram`: stacks are to name the module's own files.
    await build({
      entryPoints: [file],
      outfile: path,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
    });
  } catch (error) {
    throw new JobFailure(`the application ${named} cannot be loaded. ${(error as Error).message}`);
  }
  return { from: { kind: 'module', path, file: named }, argument };
}
