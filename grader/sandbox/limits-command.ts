import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { CommandLine } from './tier.ts';

/** What Node holds besides its heap: its own code and buffers, the young part of the heap. */
const BESIDE_HEAP_MB = 512;
/** Nobody: where the grader runs as root, student code does not. */
const NOBODY = 65_534;

/** Absolute path of a program of this machine; undefined if it has none. */
export function findProgram(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * The same command, with limits that the kernel keeps: memory, size of files, open files, no core dumps; and
 * without the rights of root.
 */
export function limited({ file, args }: CommandLine, memoryMb: number): CommandLine {
  const prlimit = findProgram('prlimit') ?? 'prlimit';
  const limits = [
    `--data=${(memoryMb + BESIDE_HEAP_MB) * 2 ** 20}`,
    `--fsize=${2 ** 20}`,
    '--nofile=64',
    '--core=0',
  ];
  return withoutRoot({ file: prlimit, args: [...limits, '--', file, ...args] });
}

function withoutRoot({ file, args }: CommandLine): CommandLine {
  const setpriv = findProgram('setpriv');
  if (!setpriv) return { file, args };
  const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  const isRoot = process.getuid?.() === 0;
  // If the grader is killed, nothing that it started goes on.
  const always = ['--no-new-privs', '--pdeathsig=KILL'];
  return { file: setpriv, args: [...always, ...(isRoot ? user : []), '--', file, ...args] };
}
