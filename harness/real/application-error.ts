import { sep } from 'node:path';
import { inspect } from 'node:util';

/** Frames of this folder and of lab code, by file: whoever calls the application. */
const CALLER = /[\\/](?:harness[\\/]real[\\/][\w-]+\.ts|lockstep-[\w-]+\.js):\d/;
const FRAME = /^\s+at (?!.*\bnode:).*:\d+:\d+/;

/**
 * What an application threw, and where in its files, if stacks are mapped to sources. Frames of its callers
 * are left out, and paths begin at the folder that this process runs in.
 */
export function applicationErrorText(error: unknown): string {
  if (!(error instanceof Error)) return `  ${inspect(error)}`;
  const frames = (error.stack ?? '').split('\n').filter((line) => FRAME.test(line));
  const caller = frames.findIndex((line) => CALLER.test(line));
  const own = (caller < 0 ? frames : frames.slice(0, caller)).map((line) => {
    return `    ${line.trim().replace(`${process.cwd()}${sep}`, '')}`;
  });
  return [`  ${error.name}: ${error.message}`, ...own].join('\n');
}
