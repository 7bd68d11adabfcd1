import { syncBuiltinESMExports } from 'node:module';

/** What of `process` sends signals to other processes: `_debugProcess` lets one listen for a debugger. */
const SENDERS = ['kill', '_kill', '_debugProcess'];
/** Priorities of other processes. */
const PRIORITIES = ['setPriority'];
/** V8 writes traces and logs wherever its flags say, and a snapshot of the heap when that is full. */
const WRITERS = ['setFlagsFromString', 'setHeapSnapshotNearHeapLimit'];
/** Files and pipes are opened by who started the process; it reads and writes those. */
const KEPT_OF_FILES: ReadonlySet<string> = new Set(['readSync', 'writeSync']);
/**
 * Sockets, by path too: those of the system's own services would start any program. A handle of a child is a
 * way to send signals. The databases of SQLite are files, where Node has them.
 */
const TAKEN_WHOLE = ['child_process', 'dgram', 'dns', 'dns/promises', 'net', 'node:sqlite'];

/**
 * Takes away what Node's permission model leaves to a process that may do nothing. Where the sandbox has no
 * processes, no files, no network and no user of its own, lab code that has got out of its globals could
 * otherwise end the grader, or spoil its files.
 */
export function giveUpPowers(): void {
  takeAway(process, SENDERS);
  takeAway(moduleNamed('os'), PRIORITIES);
  takeAway(moduleNamed('v8'), WRITERS);
  // All are loaded first: some need others whole. What needs them and comes later does not load any more.
  for (const whole of ['fs', 'fs/promises', 'trace_events', ...TAKEN_WHOLE].map(moduleNamed)) {
    const names = Object.keys(whole).filter((name) => !KEPT_OF_FILES.has(name));
    takeAway(whole, names);
  }
  syncBuiltinESMExports();
}

function takeAway(from: object, names: readonly string[]): void {
  for (const name of names) Reflect.deleteProperty(from, name);
}

/** Empty if this Node has none of that name. */
function moduleNamed(name: string): object {
  return process.getBuiltinModule?.(name) ?? {};
}
