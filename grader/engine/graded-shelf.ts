import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GradedSubmission } from '../results/write-results.ts';

/**
 * Submissions that are graded, a file each, from the moment they are: memory need not hold a class. `key`
 * says what a grade depends on: while that is the same, it need not be made again.
 */
export class GradedShelf {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  put(id: string, key: string, graded: GradedSubmission): void {
    const path = this.pathOf(id);
    writeFileSync(`${path}.tmp`, JSON.stringify({ key, graded }));
    renameSync(`${path}.tmp`, path);
  }

  /** Undefined if it is not there, or was graded when something was different. */
  get(id: string, key: string): GradedSubmission | undefined {
    try {
      const kept = JSON.parse(readFileSync(this.pathOf(id), 'utf8')) as {
        key: string;
        graded: GradedSubmission;
      };
      return kept.key === key ? kept.graded : undefined;
    } catch {
      return undefined;
    }
  }

  /** Ids are anything; names of files are not. */
  private pathOf(id: string): string {
    return join(this.folder, `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`);
  }
}
