import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Workshop } from './engine/workshop.ts';
import { gradeFolder } from './grade-folder.ts';
import type { GradeOptions } from './grade-options.ts';
import { GraderFailure } from './grader-failure.ts';
import { Misuse } from './misuse.ts';
import { counted } from './pages/words.ts';
import { plainText } from './plain-text.ts';
import { say } from './say.ts';

const LOOK_EVERY_MS = 2000;
/** A submission has its labs within this depth; nobody waits for what changes deeper down. */
const DEPTH = 6;

/** Grades what is in the folder, and again whenever something arrives or changes, until it is stopped. */
export class FolderWatch {
  private readonly options: GradeOptions;
  private readonly workshop: Workshop;
  private isGrading = false;
  /** Submissions that have their points. */
  private graded = 0;

  constructor(options: GradeOptions, workshop: Workshop) {
    this.options = options;
    this.workshop = workshop;
  }

  /** Whether nothing is lost if it is stopped now. */
  get isWaiting(): boolean {
    return !this.isGrading;
  }

  /** Ends when it is stopped while it waits. Throws `Interrupted` if it is stopped while it grades. */
  async run(): Promise<void> {
    const { folder, out } = this.options;
    for (let seen = await this.settled(); seen !== undefined; seen = await this.settled()) {
      await this.grade();
      say(`waiting for submissions in ${plainText(folder)}; Ctrl-C ends it`);
      while (lookOf(folder) === seen && (await this.pause()));
    }
    say(`ended: ${counted(this.graded, 'submission')} graded; the results are in ${plainText(out)}`);
  }

  private async grade(): Promise<void> {
    this.isGrading = true;
    try {
      this.graded = await gradeFolder(this.options, this.workshop);
    } catch (error) {
      // The folder may still be empty, or somebody is about to mend it; what failed here may work next time.
      if (!(error instanceof Misuse || error instanceof GraderFailure)) throw error;
      say(`grade: ${error.message}`);
    }
    this.isGrading = false;
  }

  /**
   * How the folder looks once nothing changes any more: what is still being copied is no submission yet.
   * Undefined if it is stopped.
   */
  private async settled(): Promise<string | undefined> {
    for (let before = lookOf(this.options.folder); await this.pause(); ) {
      const now = lookOf(this.options.folder);
      if (now === before) return now;
      before = now;
    }
    return undefined;
  }

  /** Whether it goes on. */
  private async pause(): Promise<boolean> {
    const { stopped } = this.workshop;
    await sleep(LOOK_EVERY_MS, undefined, { signal: stopped }).catch(() => undefined);
    return !stopped.aborted;
  }
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
