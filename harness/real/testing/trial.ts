import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeApplication } from '../application.ts';
import { findApplication } from '../find-application.ts';
import { findInputs } from '../input-files.ts';
import { JobRun } from '../job-run.ts';
import { OutputFolder } from '../output-folder.ts';
import { planJob } from '../plan-job.ts';
import { runSequentially } from '../sequential.ts';
import { planSplits, type Split } from '../splits.ts';

const QUICK_LAB = fileURLToPath(new URL('quick-lab', import.meta.url));

export interface TrialOptions {
  readonly app: string;
  readonly argument?: string;
  /** The folder that holds the lab's folder; else `quick-lab`. */
  readonly root?: string;
  readonly workers?: number;
  readonly reduces?: number;
  readonly killEveryMs?: number;
  /** Files beyond this are cut. */
  readonly mostBytes?: number;
}

/** What came of a job. */
export interface Trial {
  /** All lines of the output, sorted by code unit. */
  readonly lines: readonly string[];
  /** What processes printed. */
  readonly notes: readonly string[];
  readonly killed: number;
  readonly splits: number;
}

/** A folder in which tests run jobs on files in `in`. */
export class TrialFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<TrialFolder> {
    return new TrialFolder(await mkdtemp(join(tmpdir(), 'lockstep-mr-')));
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  /** Writes files below the folder. */
  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(this.path, name)), { recursive: true });
      await writeFile(join(this.path, name), text);
    }
  }

  /** A lab whose files are those of `quick-lab` but for these; returns its root. */
  async lab(files: Readonly<Record<string, string>>): Promise<string> {
    const root = await mkdtemp(join(this.path, 'labs-'));
    const id = 'lab1-mapreduce';
    await mkdir(join(root, id));
    for (const name of ['coordinator.ts', 'worker.ts']) {
      const text = files[name] ?? (await readFile(join(QUICK_LAB, id, name), 'utf8'));
      // From there the project is not found by walking up; the bundler looks at the end of the path.
      await writeFile(join(root, id, name), text);
    }
    return root;
  }

  /** Rejects as the command would. */
  async run(options: TrialOptions): Promise<Trial> {
    const notes: string[] = [];
    const { root = QUICK_LAB, workers = 2, reduces = 3, killEveryMs } = options;
    const [listener, splits] = [quiet(notes), this.splits(options)];
    return this.withFolder(async (folder) => {
      const app = await this.application(options, folder);
      const order = { root, app, splits, reduces, workers, killEveryMs, here: this.path };
      const run = new JobRun(await planJob(order, folder), listener);
      await run.run();
      folder.commit(reduces);
      return { lines: await this.lines(reduces), notes, killed: run.killed, splits: splits.length };
    });
  }

  async runSequentially(options: TrialOptions): Promise<readonly string[]> {
    return this.withFolder(async (folder) => {
      const app = makeApplication(await this.application(options, folder));
      await runSequentially(app, this.splits(options), folder.files, quiet([]));
      folder.commit(1);
      return this.lines(1);
    });
  }

  private splits({ workers = 2, mostBytes }: TrialOptions): Split[] {
    return planSplits(findInputs(['in/**'], this.path), workers, mostBytes);
  }

  private application({ app, argument = '' }: TrialOptions, folder: OutputFolder) {
    return findApplication(app, argument, { here: this.path, folder: folder.programs });
  }

  private async withFolder<Result>(use: (folder: OutputFolder) => Promise<Result>): Promise<Result> {
    const folder = new OutputFolder(join(this.path, 'out'));
    try {
      return await use(folder);
    } finally {
      folder.close();
    }
  }

  private async lines(outputs: number): Promise<string[]> {
    const out = join(this.path, 'out');
    const names = (await readdir(out)).filter((name) => name.startsWith('mr-out-'));
    if (names.length !== outputs) throw new Error(`there are ${names.join(', ')}, not ${outputs} outputs`);
    const texts = await Promise.all(names.map((name) => readFile(join(out, name), 'utf8')));
    return texts.flatMap((text) => text.split('\n').slice(0, -1)).sort();
  }
}

function quiet(notes: string[]) {
  const ignore = (): void => undefined;
  return { mapDone: ignore, reduceDone: ignore, note: (text: string) => void notes.push(text) };
}
