/** `npm run view -- TRACE [TRACE]`: the timeline of a recorded run. Exit code 0: written; 2: misuse. */
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import open from 'open';
import { TraceError } from '../trace/read-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { timelinePage } from './page.ts';
import { shivizLog } from './shiviz.ts';
import { readTraceFile } from './trace-file.ts';
import { readViewOptions, VIEW_USAGE, ViewMisuse, type ViewOptions } from './view-options.ts';

const MISUSE = 2;

async function main(): Promise<void> {
  const options = readViewOptions(process.argv.slice(2), process.env);
  if (!options) {
    process.stdout.write(`${VIEW_USAGE}\n`);
    return;
  }
  const traces = (await Promise.all(options.files.map(readTraceFile))).flat();
  const [first, second, third] = traces;
  if (!first || third) throw new ViewMisuse('at most two runs can be shown side by side');
  if (options.shiviz !== undefined) await writeShiviz(options.shiviz, first, second);
  // Absolute: where no browser opens, it is what somebody pastes into one, from wherever they are.
  const page = resolve(await writePage(options, traces));
  process.stdout.write(`${page}\n`);
  if (options.isToBeOpened && process.stdout.isTTY) await open(page);
}

async function writeShiviz(path: string, trace: Trace, second: Trace | undefined): Promise<void> {
  if (second) throw new ViewMisuse('a ShiViz log is of one run: name one trace');
  await write(path, shivizLog(trace));
  process.stdout.write(`${path}\n`);
}

/** A timeline that is looked at again is there already. */
async function writePage(options: ViewOptions, traces: readonly Trace[]): Promise<string> {
  const [file = '', other] = options.files;
  if (options.out === undefined && other === undefined && /\.html?$/i.test(file)) return file;
  const path = options.out ?? besideTrace(file, other);
  await write(path, await timelinePage(traces));
  return path;
}

function besideTrace(file: string, other: string | undefined): string {
  const stem = (path: string) => basename(path).replace(/\.(json|html?)$/i, '');
  const name = other === undefined ? stem(file) : `${stem(file)}-and-${stem(other)}`;
  return join(dirname(file), `${name}.html`);
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new ViewMisuse(`${path} cannot be written: ${(error as Error).message}`);
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ViewMisuse || error instanceof TraceError)) throw error;
  process.stderr.write(`view: ${error.message}\n`);
  if (error instanceof ViewMisuse) process.stderr.write('npm run view -- --help says more.\n');
  process.exitCode = MISUSE;
}
