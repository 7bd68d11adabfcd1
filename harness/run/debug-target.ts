import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connectDebugClient, type DebugClient } from './debug-client.ts';
import { PROJECT } from './vitest-settings.ts';

/** A process with a debugger attached, for tests. */
export interface DebugTarget {
  readonly client: DebugClient;
  /** Lets it go when it has nothing left to run. Resolves to its exit code and what it wrote. */
  readonly end: () => Promise<{ readonly code: number | null; readonly stdout: string }>;
  readonly kill: () => void;
}

/**
 * Starts a command that is written in TypeScript, with flags of node by which it or node opens an inspector
 * on a free port, and connects to that.
 */
export async function startDebugTarget(
  flags: readonly string[],
  command: string,
  words: readonly string[],
): Promise<DebugTarget> {
  const args = [...flags, 'harness/run/start.mjs', command, ...words];
  const child = spawn(process.execPath, args, { cwd: PROJECT, env: plainEnvironment() });
  let stdout = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const { client, close } = await connectDebugClient(await addressOf(child));
  return {
    client,
    end: async () => {
      await client.ended;
      close();
      const [code] = await closed;
      return { code, stdout };
    },
    kill: () => child.kill('SIGKILL'),
  };
}

/** For a process to start: without what npm, vitest or a debugger told this one. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(npm_config|VITEST|VSCODE|NODE_OPTIONS)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Node says on standard error where the inspector listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let stderr = '';
    child.stderr?.on('data', (data) => {
      stderr += data;
      const address = /ws:\/\/\S+/.exec(stderr);
      if (address) resolve(address[0]);
    });
    child.on('close', () => reject(new Error(`no inspector was opened:\n${stderr}`)));
  });
}
