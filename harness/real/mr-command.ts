/**
 * `npm run mr -- --app wc FILE…`: MapReduce in processes of its own. Exit code 0: done; 1: the job failed; 2:
 * the command was not understood; beyond 128: a signal.
 */
import { constants } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { duration, plural } from '../run/summary.ts';
import { type ApplicationSource, makeApplication } from './application.ts';
import { JobFailure, Misuse } from './failures.ts';
import { findApplication } from './find-application.ts';
import { findInputs } from './input-files.ts';
import { JobProgress } from './job-progress.ts';
import { JobRun } from './job-run.ts';
import { type MrOptions, readOptions } from './mr-options.ts';
import { OutputFolder } from './output-folder.ts';
import { planJob } from './plan-job.ts';
import { runSequentially } from './sequential.ts';
import { planSplits, type Split } from './splits.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function main(options: MrOptions): Promise<void> {
  const begun = performance.now();
  const { here, out, sequential } = options;
  // npm runs scripts in the project's folder; places in files are told from where the user is.
  process.chdir(here);
  const inputs = findInputs(options.files, here);
  const splits = planSplits(inputs, options.workers);
  const folder = new OutputFolder(out);
  process.on('exit', () => folder.close());
  folder.refuse(inputs);
  const app = await findApplication(options.app, options.argument, { here, folder: folder.programs });
  const outputs = sequential ? 1 : options.reduces;
  const progress = new JobProgress(splits.length, outputs);
  for (const signal of SIGNALS) process.on(signal, () => interrupt(signal, progress));
  let what: string;
  try {
    what = sequential
      ? await inOneProcess(app, splits, folder, progress)
      : await inManyProcesses(app, splits, folder, progress, options);
    folder.commit(outputs);
  } finally {
    // Before anybody says what came of it, for that would be written on the line of the bar.
    progress.end();
  }
  const files = outputs === 1 ? 'mr-out-0' : `mr-out-0 to mr-out-${outputs - 1}`;
  say(process.stdout, `${what}, in ${duration(performance.now() - begun)}`);
  say(process.stdout, `written to ${relative(here, out) || '.'}: ${files}`);
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
  { tree, workers, reduces, killEveryMs, here }: MrOptions,
): Promise<string> {
  const order = { root: join(PROJECT, tree), app, splits, reduces, workers, killEveryMs, here };
  const run = new JobRun(await planJob(order, folder), progress);
  // Before the folder is removed.
  process.prependListener('exit', () => run.kill());
  await run.run();
  const tasks = `${splits.length} ${plural(splits.length, 'map')} and ${reduces} ${plural(reduces, 'reduce')}`;
  const { killed, peakBytes } = run;
  const megabytes = Math.ceil(peakBytes / 1e6);
  const { repeated } = progress;
  return [
    `${tasks} by ${workers} ${plural(workers, 'worker')} with at most ${megabytes} MB of memory each`,
    ...(killed > 0 ? [`${killed} killed`] : []),
    ...(repeated > 0 ? [`${repeated} ${plural(repeated, 'task')} done again`] : []),
  ].join(', ');
}

function interrupt(signal: (typeof SIGNALS)[number], progress: JobProgress): void {
  progress.end();
  const { maps, reduces } = progress.counts;
  say(process.stderr, `mr: interrupted after ${maps} and ${reduces}; no output was written`);
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
