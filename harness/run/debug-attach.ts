import { open, url, waitForDebugger } from 'node:inspector';

/** When a debugger came to this process. */
export type Attached =
  /** Before the command began: whoever opened the inspector saw to it (VS Code, `node --inspect-brk`). */
  | 'before'
  /** Just now: this command has opened the inspector and waited. */
  | 'now';

/** Where debuggers look first, those of VS Code (`.vscode/launch.json`) and Chrome among them. */
const USUAL_PORT = '9229';

/**
 * Blocks until a debugger is attached, and says how to attach one. The port is 9229 or that of
 * `--inspect-port`; a free one if it is taken. Node itself prints the address on standard error.
 */
export function attachDebugger(say: (text: string) => void): Attached {
  if (url() !== undefined) return 'before';
  open();
  // Taken: Node has complained on standard error, and goes on without.
  if (url() === undefined) open(0);
  say(howToAttach(new URL(url() ?? `ws://127.0.0.1:${USUAL_PORT}`)));
  waitForDebugger();
  return 'now';
}

function howToAttach({ host, port }: URL): string {
  const inVsCode =
    port === USUAL_PORT ? 'F5 with "Lockstep: attach to npm run debug"' : '"Debug: Attach to Node Process"';
  return `Waiting for a debugger at ${host}. Attach one:
  VS Code   ${inVsCode}
  Chrome    chrome://inspect
  terminal  node inspect ${host}
It stops once before the run begins: set breakpoints in your .ts files then, and continue.
A debugger statement in your code stops there too.`;
}
