import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleLab } from '../run/bundler.ts';
import { bundleProgram } from '../run/worker-code.ts';
import { lab1 } from '../scenarios/lab1-mapreduce/lab.ts';
import { type ApplicationSource, makeApplication } from './application.ts';
import { JobFailure } from './failures.ts';
import type { JobPlan } from './job-run.ts';
import type { OutputFolder } from './output-folder.ts';
import type { Split } from './splits.ts';

export interface JobOrder {
  /** Absolute path of the folder that holds the lab folders: …/labs or …/solutions. */
  readonly root: string;
  readonly app: ApplicationSource;
  readonly splits: readonly Split[];
  readonly reduces: number;
  readonly workers: number;
  /** Undefined: no worker is killed. */
  readonly killEveryMs: number | undefined;
  /** The folder that processes run in. */
  readonly here: string;
}

/**
 * Puts together what the processes of a job run. The lab code is bundled just as for the simulation, under
 * the same rules, but without the programs that drive it there. Throws a `JobFailure` that says file, line
 * and reason, or `Misuse` if there is no such application.
 */
export async function planJob({ root, ...order }: JobOrder, folder: OutputFolder): Promise<JobPlan> {
  // Now, because it would fail in every worker.
  makeApplication(order.app);
  const [lab, coordinator, worker] = await Promise.all([
    bundleLab({ ...lab1, programs: {} }, { root, withReference: [] }),
    script('coordinator-process', folder.programs),
    script('worker-process', folder.programs),
  ]);
  if (lab.kind === 'failed') throw new JobFailure(lab.message);
  return { ...order, bundle: lab.bundle, programs: { coordinator, worker }, files: folder.files };
}

/** Bundles the program of a process; returns its path. */
async function script(name: string, folder: string): Promise<string> {
  const path = join(folder, `${name}.cjs`);
  await writeFile(path, await bundleProgram(new URL(`${name}.ts`, import.meta.url)));
  return path;
}
