/** What of `process` sends signals to other processes: `_debugProcess` lets one listen for a debugger. */
const SENDERS = ['kill', '_kill', '_debugProcess'];

/**
 * Node's permission model leaves signals alone: where the sandbox has no processes and no user of its own,
 * lab code that has got out of its globals could end the grader, or open a debugger in it.
 */
export function giveUpSignals(): void {
  for (const name of SENDERS) Reflect.deleteProperty(process, name);
}
