import type { CommandLine, SandboxedCommand } from './tier.ts';

/**
 * Node with its permission model on: no files but the program, no child processes, no threads, no addons. The
 * flag was renamed in Node 23.5 and 22.13.
 */
export function nodeCommand({ program, memoryMb }: SandboxedCommand): CommandLine {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isRenamed = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  const permission = isRenamed ? '--permission' : '--experimental-permission';
  return {
    file: process.execPath,
    args: [
      permission,
      `--allow-fs-read=${program}`,
      '--no-warnings',
      `--max-old-space-size=${memoryMb}`,
      // With a limit below a gigabyte V8 collects all of the heap five times as often as it has to.
      '--heap-growing-percent=300',
      // Most of a run is garbage at once: collecting it takes less with room for it.
      '--max-semi-space-size=32',
      // Threads of the collector would share the cores with other submissions.
      '--single-threaded-gc',
      // Everything runs often enough to be worth compiling at once.
      '--always-sparkplug',
      program,
    ],
  };
}
