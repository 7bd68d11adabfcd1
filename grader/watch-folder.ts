import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraderFailure } from './engine/grader-failure.ts';
import { Interrupted } from './engine/lane-part-maker.ts';
import type { Workshop } from './engine/workshop.ts';
import { gradeFolder } from './grade-folder.ts';
import type { GradeOptions } from './grade-options.ts';
import { Misuse } from './misuse.ts';
import { plainText } from './plain-text.ts';
import { say } from './say.ts';

const LOOK_EVERY_MS = 2000;
/** A submission has its labs within this depth; nobody waits for what changes deeper down. */
const DEPTH = 6;

/** Grades what is in the folder, and again whenever something arrives or changes, until it is stopped. */
export async function watchFolder(options: GradeOptions, workshop: Workshop): Promise<void> {
  for (;;) {
    const seen = await settled(options.folder, workshop.stopped);
    try {
      await gradeFolder(options, workshop);
    } catch (error) {
      // The folder may still be empty, or somebody is about to mend it; what failed here may work next time.
      if (!(error instanceof Misuse || error instanceof GraderFailure)) throw error;
      say(`grade: ${error.message}`);
    }
    say(`waiting for submissions in ${plainText(options.folder)}; Ctrl-C ends it`);
    while (lookOf(options.folder) === seen) await pause(workshop.stopped);
  }
}

/** Waits until nothing changes any more: what is still being copied is no submission yet. */
async function settled(folder: string, stopped: AbortSignal): Promise<string> {
  for (let before = lookOf(folder); ; ) {
    await pause(stopped);
    const now = lookOf(folder);
    if (now === before) return now;
    before = now;
  }
}

async function pause(stopped: AbortSignal): Promise<void> {
  await sleep(LOOK_EVERY_MS, undefined, { signal: stopped }).catch(() => {
    throw new Interrupted();
  });
}

/** Names, sizes and times of all files: where these are equal, nothing has changed. */
function lookOf(folder: string): string {
  const lines: string[] = [];
  const look = (path: string, depth: number): void => {
    try {
      const stats = statSync(path);
      lines.push(`${path} ${stats.size} ${stats.mtimeMs}`);
      if (!stats.isDirectory() || depth === 0) return;
      for (const name of readdirSync(path).sort()) look(join(path, name), depth - 1);
    } catch {
      lines.push(`${path} is gone`);
    }
  };
  look(folder, DEPTH);
  return lines.join('\n');
}
