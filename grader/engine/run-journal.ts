import {
  closeSync,
  createReadStream,
  existsSync,
  fdatasync,
  mkdirSync,
  openSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { RunResult } from '../../harness/run/result.ts';
import { Misuse } from '../misuse.ts';

/** Says which run a result is of: everything that it depends on, but for the code of the project. */
export type RunKey = string;

/** The first line of a journal. Results of other code of the project are of no use. */
interface Heading {
  readonly lockstepRuns: 1;
  readonly context: string;
}

/**
 * The runs of one submission, a line each, on disk as they are made: whoever kills the grader costs it at
 * most the run in flight, and a power cut those of the last moments. A line that was cut off is dropped when
 * the file is read again.
 */
export class RunJournal {
  private readonly descriptor: number;
  private readonly results: Map<RunKey, RunResult>;
  private isDirty = false;
  private syncing: Promise<void> | undefined;

  private constructor(descriptor: number, results: Map<RunKey, RunResult>) {
    this.descriptor = descriptor;
    this.results = results;
  }

  /**
   * `context`: what results depend on besides their key. A journal of another context begins anew. Throws
   * `Misuse` if it cannot be written.
   */
  static async open(path: string, context: string): Promise<RunJournal> {
    const results = new Map<RunKey, RunResult>();
    const kept = existsSync(path) ? await readLines(path, context, results) : 0;
    if (kept === 0) results.clear();
    try {
      mkdirSync(dirname(path), { recursive: true });
      if (kept > 0) truncateSync(path, kept);
      const journal = new RunJournal(openSync(path, kept > 0 ? 'a' : 'w'), results);
      if (kept === 0) journal.append(JSON.stringify({ lockstepRuns: 1, context } satisfies Heading));
      return journal;
    } catch (error) {
      throw notWritten(error);
    }
  }

  get size(): number {
    return this.results.size;
  }

  known(key: RunKey): RunResult | undefined {
    return this.results.get(key);
  }

  /** Throws `Misuse` if the disk is full. */
  add(key: RunKey, result: RunResult): void {
    this.results.set(key, result);
    try {
      this.append(JSON.stringify([key, result]));
    } catch (error) {
      throw notWritten(error);
    }
  }

  /** Resolves when all that was added is on the disk. */
  async close(): Promise<void> {
    while (this.syncing) await this.syncing;
    closeSync(this.descriptor);
  }

  private append(line: string): void {
    writeSync(this.descriptor, `${line}\n`);
    this.isDirty = true;
    this.syncing ??= this.sync();
  }

  /** While the disk is busy with some lines, others gather for the next time. */
  private async sync(): Promise<void> {
    while (this.isDirty) {
      this.isDirty = false;
      await new Promise<void>((resolve) => fdatasync(this.descriptor, () => resolve()));
    }
    this.syncing = undefined;
  }
}

function notWritten(error: unknown): Misuse {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new Misuse(`cannot write the journal of runs (${code}): make room for it, and go on with --resume`);
}

/** Returns how many bytes of the file are good: 0 if it has to begin anew. */
async function readLines(path: string, context: string, results: Map<RunKey, RunResult>): Promise<number> {
  let good = 0;
  let rest = '';
  let isHeading = true;
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + (chunk as string)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const value = parse(line);
      if (value === undefined) return good;
      if (isHeading) {
        if ((value as Heading).context !== context) return 0;
      } else {
        const [key, result] = value as [RunKey, RunResult];
        results.set(key, result);
      }
      isHeading = false;
      good += Buffer.byteLength(line) + 1;
    }
  }
  return good;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
