/**
 * `npm run mr -- --app wc FILE…`: MapReduce in processes of its own. Exit code 0: done; 1: the job failed; 2: the
 * command was not understood; beyond 128: a signal.
 */
import { writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join, relative } from 'node:path';
import { duration, plural } from '../run/summary.ts';
import { bundleProgram } from '../run/worker-code.ts';
import { type ApplicationSource, makeApplication } from './application.ts';
import { JobFailure, Misuse } from './failures.ts';
import { findApplication } from './find-application.ts';
import { findInputs } from './input-files.ts';
import { JobProgress } from './job-progress.ts';
import { JobRun } from './job-run.ts';
import { bundleLabCode } from './lab-code.ts';
import { type MrOptions, readOptions } from './mr-options.ts';
import { OutputFolder } from './output-folder.ts';
import { runSequentially } from './sequential.ts';
import { planSplits, type Split } from './splits.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function main(options: MrOptions): Promise<void> {
  const begun = performance.now();
  const inputs = findInputs(options.files, options.here);
  const splits = planSplits(inputs, options.workers);
  const folder = new OutputFolder(options.out);
  process.on('exit', () => folder.close());
  folder.refuse(inputs);
  const app = await findApplication(options.app, options.argument, {
    here: options.here,
    folder: folder.programs,
  });
  const outputs = options.sequential ? 1 : options.reduces;
  const progress = new JobProgress(splits.length, outputs);
  process.on('exit', () => progress.end());
  for (const signal of SIGNALS) process.on(signal, () => interrupt(signal, progress));
  const how = options.sequential
    ? await inOneProcess(app, splits, folder, progress)
    : await inManyProcesses(app, splits, folder, progress, options);
  folder.commit(outputs);
  progress.end();
  const out = relative(options.here, options.out) || '.';
  const files = outputs === 1 ? 'mr-out-0' : `mr-out-0 to mr-out-${outputs - 1}`;
  say(process.stdout, `${how}, in ${duration(performance.now() - begun)}`);
  say(process.stdout, `written to ${out}: ${files}`);
}

async function inOneProcess(
  source: ApplicationSource,
  splits: readonly Split[],
  folder: OutputFolder,
  progress: JobProgress,
): Promise<string> {
  await runSequentially(makeApplication(source), splits, folder.files, progress);
  return `${splits.length} ${plural(splits.length, 'map')} in one process`;
}

async function inManyProcesses(
  app: ApplicationSource,
  splits: readonly Split[],
  folder: OutputFolder,
  progress: JobProgress,
  options: MrOptions,
): Promise<string> {
  const { workers, reduces, killEveryMs, here } = options;
  // Now, because it would fail in every worker.
  makeApplication(app);
  const [bundle, coordinator, worker] = await Promise.all([
    bundleLabCode(options.tree),
    script('coordinator-process', folder.programs),
    script('worker-process', folder.programs),
  ]);
  const programs = { coordinator, worker };
  const plan = { bundle, app, splits, reduces, workers, killEveryMs, programs, files: folder.files, here };
  const run = new JobRun(plan, progress);
  // Before the folder is removed.
  process.prependListener('exit', () => run.kill());
  await run.run();
  const tasks = `${splits.length} ${plural(splits.length, 'map')} and ${reduces} ${plural(reduces, 'reduce')}`;
  const by = `by ${workers} ${plural(workers, 'worker')}`;
  const trouble = [
    ...(run.killed > 0 ? [`${run.killed} killed`] : []),
    ...(progress.repeated > 0
      ? [`${progress.repeated} ${plural(progress.repeated, 'task')} done again`]
      : []),
  ];
  return [`${tasks} ${by}`, ...trouble].join(', ');
}

/** Bundles the program of a process; returns its path. */
async function script(name: string, folder: string): Promise<string> {
  const path = join(folder, `${name}.cjs`);
  await writeFile(path, await bundleProgram(new URL(`${name}.ts`, import.meta.url)));
  return path;
}

function interrupt(signal: (typeof SIGNALS)[number], { counts }: JobProgress): void {
  const { maps, reduces } = counts;
  say(process.stderr, `mr: interrupted after ${maps} maps and ${reduces} reduces; no output was written`);
  process.exit(128 + constants.signals[signal]);
}

function say(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${text}\n`);
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options) await main(options);
} catch (error) {
  if (!(error instanceof Misuse) && !(error instanceof JobFailure)) throw error;
  say(process.stderr, `mr: ${error.message}`);
  process.exitCode = error instanceof Misuse ? 2 : 1;
}
