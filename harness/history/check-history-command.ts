/**
 * `npm run check-history -- FILE…`: whether recorded histories are linearizable. Exit code 0: all are; 1:
 * some are not; 2: misuse, or a file is malformed; 3: none of these, but the steps did not suffice.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import pc from 'picocolors';
import { Misuse } from '../real/failures.ts';
import { Progress } from '../run/progress.ts';
import { hasColours } from '../run/terminal.ts';
import { type CheckHistoryOptions, readOptions } from './check-history-options.ts';
import { findHistories } from './find-histories.ts';
import { type FileResult, judgeFile } from './judge-file.ts';
import { exitCodeOf } from './outcome.ts';
import { ResultText } from './result-text.ts';
import { resultsJson } from './results-json.ts';

async function main(options: CheckHistoryOptions): Promise<void> {
  const { json, picture } = options;
  if (json !== undefined && json !== '-') demandFolder('json', json);
  if (picture !== undefined) demandFolder('picture', picture);
  const results = await judgeAll(options);
  if (json !== undefined) writeJson(json, resultsJson(results));
  if (picture !== undefined) await writePicture(picture, results, json === '-');
  process.exitCode = exitCodeOf(results);
}

/** A check may take minutes: what cannot be written is better known before. */
function demandFolder(option: string, path: string): void {
  if (!existsSync(dirname(path))) throw new Misuse(`${option}=${path}: there is no folder ${dirname(path)}`);
}

/** Tells what came of each file as soon as it is known. */
async function judgeAll(options: CheckHistoryOptions): Promise<readonly FileResult[]> {
  const begun = performance.now();
  const files = findHistories(options.files, options.here);
  const isQuiet = options.json === '-';
  const progress = new Progress(isQuiet ? process.stderr : process.stdout);
  const names = files.map(({ file }) => file);
  const paint = pc.createColors(hasColours(process.stdout));
  const text = new ResultText(names, { paint, verbose: options.verbose });
  const results: FileResult[] = [];
  for (const [index, file] of files.entries()) {
    progress.show(`checking ${index + 1}/${files.length}  ${file.file}`);
    const result = file.kind === 'found' ? judgeFile(file.file, file.path, options) : file;
    results.push(result);
    if (!isQuiet) progress.print(text.ofFile(result));
    // A check is one long turn: in between is the time to write.
    await setImmediate();
  }
  progress.clear();
  if (!isQuiet) progress.print(text.ofAll(results, performance.now() - begun));
  return results;
}

function writeJson(path: string, text: string): void {
  if (path === '-') {
    process.stdout.write(text);
    return;
  }
  write('json', path, text);
}

async function writePicture(path: string, results: readonly FileResult[], isQuiet: boolean): Promise<void> {
  // The app of the page is bundled for it, which nobody else need wait for.
  const { picturePage } = await import('./picture-page.ts');
  const page = await picturePage(results);
  if (page) write('picture', path, page.html);
  const told = page
    ? `why ${page.file} is not linearizable: ${path}`
    : 'no picture: nothing here is not linearizable';
  if (!isQuiet) process.stdout.write(`${told}\n`);
}

function write(option: string, path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new Misuse(`${option}=${path} cannot be written: ${(error as Error).message}`);
  }
}

// `… | head` has read enough: the exit code still says what came of all.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options) await main(options);
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  process.stderr.write(`check-history: ${error.message}\n`);
  process.exitCode = 2;
}
