import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST_TRIES = 3;

/** Two pipes to a child: ours stay here, the child's ends are handed to it and then closed here. */
export interface PipePair {
  /** We read what the child writes. Reading ends when the child does. */
  readonly read: number;
  readonly write: number;
  readonly childRead: number;
  readonly childWrite: number;
}

/**
 * Named pipes, because a thread can block on them: those that Node makes for a child are sockets that never
 * block. Their names are gone when this returns. One command makes them all: starting it from a process as
 * large as the grader takes longer than what it does.
 */
export function openPipePairs(count: number): PipePair[] {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-pipes-'));
  const opened: number[] = [];
  try {
    const names = Array.from({ length: count }, (_, index) => ({
      up: join(folder, `up-${index}`),
      down: join(folder, `down-${index}`),
    }));
    makePipes(names.flatMap(({ up, down }) => [up, down]));
    return names.map(({ up, down }) => openPipePair(up, down, opened));
  } catch (error) {
    for (const descriptor of opened) closeSync(descriptor);
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function closePipePair({ read, write, childRead, childWrite }: PipePair): void {
  for (const descriptor of [read, write, childRead, childWrite]) closeSync(descriptor);
}

/** Notes in `opened` what has to be closed if there is no room for all of them. */
function openPipePair(up: string, down: string, opened: number[]): PipePair {
  const open = (path: string, flags: number): number => {
    const descriptor = openSync(path, flags);
    opened.push(descriptor);
    return descriptor;
  };
  // Opened both ways first: opening one way waits for the other side.
  const guards = [open(up, constants.O_RDWR), open(down, constants.O_RDWR)];
  const pair = {
    read: open(up, constants.O_RDONLY),
    write: open(down, constants.O_WRONLY),
    childRead: open(down, constants.O_RDONLY),
    childWrite: open(up, constants.O_WRONLY),
  };
  for (const guard of guards) {
    closeSync(guard);
    opened.splice(opened.indexOf(guard), 1);
  }
  return pair;
}

/** A signal that is meant for the grader, which lets the run in flight end, reaches this child too. */
function makePipes(paths: readonly string[]): void {
  for (let tries = 1; ; tries++) {
    try {
      execFileSync('mkfifo', paths, { stdio: 'ignore' });
      return;
    } catch (error) {
      if (!(error as { signal?: string }).signal || tries === MOST_TRIES) throw error;
      for (const path of paths) rmSync(path, { force: true });
    }
  }
}
