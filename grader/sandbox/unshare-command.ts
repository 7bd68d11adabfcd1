import { findProgram, limited } from './limits-command.ts';
import { nodeCommand } from './node-command.ts';
import type { CommandLine, SandboxedCommand } from './tier.ts';

/** Network and processes of its own. All of it ends when the command does. */
export function unshareCommand(command: SandboxedCommand): CommandLine {
  const { file, args } = nodeCommand(command);
  const namespaces = ['--user', '--map-current-user', '--net', '--ipc', '--uts', '--pid', '--fork'];
  const unshare = findProgram('unshare') ?? 'unshare';
  return limited(
    { file: unshare, args: [...namespaces, '--kill-child', '--', file, ...args] },
    command.memoryMb,
  );
}
