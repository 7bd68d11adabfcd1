import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { Misuse } from './failures.ts';

/** A file that the job reads. */
export interface InputFile {
  /** As the application is told: as it was named, with `/` on every platform. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/**
 * The files that were named, each once: first by the order of `patterns`, then by code unit. Globs are
 * expanded here, so that they work the same in every shell, quoted or not; a file that has just that name
 * comes first. Relative names start from `here`. Throws `Misuse` if one names nothing that can be read.
 */
export function findInputs(patterns: readonly string[], here: string): InputFile[] {
  const found = new Map<string, InputFile>();
  for (const pattern of patterns) {
    for (const path of pathsOf(pattern, here)) {
      const name = isAbsolute(pattern) ? path : relative(here, path);
      if (!found.has(path)) found.set(path, inputFile(name.split(sep).join('/'), path));
    }
  }
  return [...found.values()];
}

function pathsOf(pattern: string, here: string): string[] {
  const path = resolve(here, pattern);
  if (statSync(path, { throwIfNoEntry: false })) return [path];
  const glob = sep === '\\' ? pattern.replaceAll('\\', '/') : pattern;
  if (!isDynamicPattern(glob)) throw new Misuse(`there is no file "${pattern}" (in ${here})`);
  // The library's `../*` leaves out the folder that it starts from.
  const [above = ''] = /^(?:\.\.?\/+)*/.exec(glob) ?? [];
  const options = { cwd: resolve(here, above), absolute: true, expandDirectories: false };
  const matches = globSync(glob.slice(above.length), options);
  if (matches.length === 0) throw new Misuse(`no file matches "${pattern}" (in ${here})`);
  return matches.map((match) => resolve(match)).sort();
}

function inputFile(name: string, path: string): InputFile {
  const stats = statSync(path);
  refuseOthers(name, stats);
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new Misuse(`the file "${name}" may not be read`);
  }
  return { name, path, bytes: stats.size };
}

function refuseOthers(name: string, stats: Stats): void {
  if (stats.isDirectory())
    throw new Misuse(`"${name}" is a folder: name its files, for instance "${name}/**/*"`);
  if (!stats.isFile()) throw new Misuse(`"${name}" is no file of a disk: its size must be known beforehand`);
}
