import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { JobFailure, Misuse } from './failures.ts';
import type { InputFile } from './input-files.ts';

const OUTPUT = /^mr-out-\d+$/;
/** With the number of the process that works there. */
const WORK = /^\.mr-work-(\d+)$/;

/**
 * The folder that output goes to. All work is done in a hidden folder inside it, on the same disk, so that
 * output appears only when it is complete and then replaces all of an earlier job. Calls do not wait, so that
 * a signal cannot come in between.
 */
export class OutputFolder {
  /** For the programs of processes. */
  readonly programs: string;
  /** The shared file system. */
  readonly files: string;
  private readonly out: string;
  private readonly work: string;
  private readonly isNew: boolean;

  /** Makes the folder, and removes what killed jobs have left in it. Throws `Misuse` if it cannot be had. */
  constructor(out: string) {
    this.out = out;
    this.work = join(out, `.mr-work-${process.pid}`);
    this.programs = join(this.work, 'programs');
    this.files = join(this.work, 'files');
    this.isNew = !existsSync(out);
    try {
      makeFolder(out);
      removeLeftovers(out);
      mkdirSync(this.programs, { recursive: true });
      mkdirSync(this.files);
    } catch (error) {
      if (error instanceof Misuse) throw error;
      throw new Misuse(`cannot write to --out ${out}: ${(error as Error).message}`);
    }
  }

  /** Input that the output would replace. Throws `Misuse`. */
  refuse(inputs: readonly InputFile[]): void {
    const input = inputs.find(({ path }) => dirname(path) === this.out && OUTPUT.test(basename(path)));
    if (input) throw new Misuse(`the output would replace the input ${input.name}: name another --out`);
  }

  /** Puts `mr-out-0` to `mr-out-(count - 1)` in their place. Throws a `JobFailure` if one is missing. */
  commit(count: number): void {
    const names = Array.from({ length: count }, (_, task) => `mr-out-${task}`);
    const missing = names.filter((name) => !existsSync(join(this.files, name)));
    if (missing.length > 0) {
      throw new JobFailure(
        `the coordinator says that the job is done, but there is no ${missing.join(', ')}`,
      );
    }
    // First all old ones: killed right here, there would be too few files, but none of another job.
    for (const name of readdirSync(this.out).filter((entry) => OUTPUT.test(entry))) {
      rmSync(join(this.out, name), { recursive: true });
    }
    for (const name of names) renameSync(join(this.files, name), join(this.out, name));
  }

  /**
   * Removes all that is not output. Processes that were killed just now may still hold on to it for a moment.
   */
  close(): void {
    rmSync(this.work, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    if (this.isNew && readdirSync(this.out).length === 0) rmdirSync(this.out);
  }
}

/** Not with `recursive`, which tries for ever where a folder takes no new ones, such as below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  mkdirSync(path);
}

function removeLeftovers(out: string): void {
  for (const entry of readdirSync(out)) {
    const pid = Number(WORK.exec(entry)?.[1]);
    if (Number.isNaN(pid)) continue;
    if (pid !== process.pid && isAlive(pid)) {
      throw new Misuse(`process ${pid} is writing to ${out}; if that is no MapReduce, remove ${entry} there`);
    }
    rmSync(join(out, entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
