import { execFileSync } from 'node:child_process';
import { findProgram, limited } from './limits-command.ts';
import { nodeCommand } from './node-command.ts';
import type { CommandLine, SandboxedCommand } from './tier.ts';

/** A place for the program in there: its path out here says who grades where. */
const PROGRAM_INSIDE = '/lockstep.cjs';

/**
 * bubblewrap: namespaces of its own for everything, no environment, and of the files of this machine only
 * Node, its libraries and the program, none of which can be written to. All of it ends with the grader.
 */
export function bwrapCommand({ program, memoryMb }: SandboxedCommand): CommandLine {
  const node = nodeCommand({ program: PROGRAM_INSIDE, memoryMb });
  const bind = (path: string, at: string = path) => ['--ro-bind', path, at];
  const args = [
    ...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv'],
    ...filesOfNode().flatMap((path) => bind(path)),
    ...bind(program, PROGRAM_INSIDE),
    ...['--proc', '/proc', '--dev', '/dev', '--size', `${2 ** 20}`, '--tmpfs', '/tmp', '--chdir', '/tmp'],
    ...['--', node.file, ...node.args],
  ];
  return limited({ file: findProgram('bwrap') ?? 'bwrap', args }, memoryMb);
}

let known: readonly string[] | undefined;

/** Node and the libraries that it is linked with, as `ldd` lists them. */
function filesOfNode(): readonly string[] {
  if (known) return known;
  const listed = execFileSync(findProgram('ldd') ?? 'ldd', [process.execPath], { encoding: 'utf8' });
  const libraries = [...listed.matchAll(/(?:=> |^\s*)(\/\S+)/gm)].map(([, path = '']) => path);
  known = [process.execPath, ...libraries];
  return known;
}
