import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import traceEvents from 'node:trace_events';
import v8 from 'node:v8';

/** What of `process` sends signals to other processes: `_debugProcess` lets one listen for a debugger. */
const SENDERS = ['kill', '_kill', '_debugProcess'];
/** V8 writes traces and logs wherever its flags say, and a snapshot of the heap when that is full. */
const WRITERS = ['setFlagsFromString', 'setHeapSnapshotNearHeapLimit'];

/**
 * Takes away what Node's permission model leaves to a process that may do nothing: signals for other processes
 * and their priority, and ways to write files. Where the sandbox has no processes, no files and no user of its
 * own, lab code that has got out of its globals could otherwise end the grader, or spoil its files.
 */
export function giveUpPowers(): void {
  takeAway(process, SENDERS);
  takeAway(os, ['setPriority']);
  takeAway(v8, WRITERS);
  takeAway(traceEvents, ['createTracing']);
  // Not in every Node; where it is, databases are files.
  const sqlite = process.getBuiltinModule?.('node:sqlite');
  if (sqlite) takeAway(sqlite, Object.keys(sqlite));
  syncBuiltinESMExports();
}

function takeAway(from: object, names: readonly string[]): void {
  for (const name of names) Reflect.deleteProperty(from, name);
}
