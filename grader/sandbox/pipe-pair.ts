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
  try {
    const names = Array.from({ length: count }, (_, index) => ({
      up: join(folder, `up-${index}`),
      down: join(folder, `down-${index}`),
    }));
    makePipes(names.flatMap(({ up, down }) => [up, down]));
    return names.map(({ up, down }) => openPipePair(up, down));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function openPipePair(up: string, down: string): PipePair {
  // Opened both ways first: opening one way waits for the other side.
  const guards = [up, down].map((path) => openSync(path, constants.O_RDWR));
  const pair = {
    read: openSync(up, constants.O_RDONLY),
    write: openSync(down, constants.O_WRONLY),
    childRead: openSync(down, constants.O_RDONLY),
    childWrite: openSync(up, constants.O_WRONLY),
  };
  for (const guard of guards) closeSync(guard);
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
