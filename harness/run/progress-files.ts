import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { joinResults, type KeptResult } from './kept-result.ts';
import { PROJECT } from './vitest-settings.ts';

/** Where the results of a student's runs are kept, in files of their own for each part. */
export const PROGRESS_FOLDER: string = join(PROJECT, '.lockstep', 'progress');

/** What is known of a part, and what stood in the way of knowing more: a sentence each. */
export interface PartProgress {
  readonly results: readonly KeptResult[];
  readonly problems: readonly string[];
}

interface ProgressFile {
  readonly version: 1;
  readonly part: string;
  readonly results: readonly KeptResult[];
}

/** Files vanish between a look at the folder and reading when somebody else has just joined them. */
const LOOKS = 10;

/**
 * Reads what is kept of a part. A file that says nothing sensible is put aside under another name. Never
 * rejects: what cannot be read is a problem that the reader is told of.
 */
export async function readProgress(part: string, folder: string = PROGRESS_FOLDER): Promise<PartProgress> {
  const { results, problems } = await readFiles(part, folder);
  return { results, problems };
}

/**
 * Adds results to what is kept of a part, and says what went wrong. Any number of processes may do so at
 * once, without a lock: each writes all that it knows to a new file and then removes the files whose content
 * that holds. Whatever a file said is in another one before it goes, and joining twice changes nothing.
 */
export async function keepResults(
  part: string,
  results: readonly KeptResult[],
  folder: string = PROGRESS_FOLDER,
): Promise<readonly string[]> {
  if (results.length === 0) return [];
  try {
    await mkdir(folder, { recursive: true });
    const known = await readFiles(part, folder);
    const content: ProgressFile = { version: 1, part, results: joinResults(known.results, results) };
    const path = join(folder, `${part}-${randomBytes(4).toString('hex')}.json`);
    await writeFile(`${path}.new`, `${JSON.stringify(content)}\n`);
    await rename(`${path}.new`, path);
    await Promise.all(known.files.map((file) => rm(join(folder, file), { force: true })));
    return known.problems;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [`What you have reached could not be kept for npm run labs (${reason}). The results are right.`];
  }
}

async function readFiles(part: string, folder: string): Promise<PartProgress & { files: readonly string[] }> {
  const problems: string[] = [];
  for (let look = 1; ; look++) {
    const files = await namesOf(part, folder);
    try {
      const read = await Promise.all(files.map((file) => readOne(join(folder, file), problems)));
      return { files, problems, results: read.reduce(joinResults, []) };
    } catch (error) {
      const hasVanished = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (hasVanished && look < LOOKS) continue;
      problems.push(`What you have reached in ${part} could not be read: ${(error as Error).message}`);
      return { files: [], problems, results: [] };
    }
  }
}

async function namesOf(part: string, folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const isOfPart = new RegExp(`^${part}-[0-9a-f]{8}\\.json$`);
  return names.filter((name) => isOfPart.test(name)).sort();
}

/** Rejects with ENOENT if the file is gone. */
async function readOne(path: string, problems: string[]): Promise<readonly KeptResult[]> {
  const text = await readFile(path, 'utf8');
  try {
    return parse(text);
  } catch (error) {
    const reason = `${relative(PROJECT, path)} does not hold results (${(error as Error).message})`;
    problems.push(`${reason}; ${await putAside(path)}. What it said starts afresh.`);
    return [];
  }
}

async function putAside(path: string): Promise<string> {
  const aside = `${path}.unreadable`;
  try {
    await rename(path, aside);
    return `it is kept as ${relative(PROJECT, aside)}`;
  } catch (error) {
    return `it could not be put aside (${(error as Error).message})`;
  }
}

/** Throws if that is no progress file of this version. */
function parse(text: string): readonly KeptResult[] {
  const { version, results } = JSON.parse(text) as Partial<ProgressFile>;
  if (version !== 1) throw new Error(`its version is ${version}, not 1`);
  if (!Array.isArray(results) || !results.every(isKeptResult)) throw new Error('its results are damaged');
  return results;
}

function isKeptResult(value: Partial<KeptResult> | null): value is KeptResult {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, with: ours, code, at, seeds, failed, rule, floor } = value;
  return (
    typeof slug === 'string' &&
    isTexts(ours) &&
    typeof code?.hash === 'string' &&
    isTexts(code.files) &&
    !Number.isNaN(Date.parse(String(at))) &&
    isRanges(seeds) &&
    isRanges(failed) &&
    ['string', 'undefined'].includes(typeof rule) &&
    (floor === undefined || (Number.isSafeInteger(floor?.runs) && typeof floor.missed === 'boolean'))
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isRanges(value: unknown): boolean {
  const isRange = (one: unknown): boolean =>
    Array.isArray(one) && one.length === 2 && one.every(Number.isSafeInteger);
  return Array.isArray(value) && value.every(isRange);
}
