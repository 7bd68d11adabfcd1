import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { globSync } from 'tinyglobby';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const LARGE_BYTES = 200e6;
const SMALL_BYTES = 20e6;
const ROUNDS = 2;

/** Wall times are the best of a few rounds, as whoever waits for the command would measure them. */
export interface MapReduceCost {
  /** Counting the words of 200 MB, in one process. */
  readonly sequentialMs: number;
  /** The same with two workers; the same lines come out. */
  readonly jobMs: number;
  /** The same with `tr`, `sort` and `uniq`; undefined where there are none. */
  readonly pipelineMs: number | undefined;
  /** The job with 20 MB. */
  readonly smallJobMs: number;
  /** The most memory of a worker. */
  readonly workerMb: number;
  readonly smallWorkerMb: number;
}

/** Real processes, with the solution, on the Markdown of all packages, again and again. */
export async function mapReduceCost(): Promise<MapReduceCost> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
  try {
    writeText(join(folder, 'large.md'), LARGE_BYTES);
    writeText(join(folder, 'small.md'), SMALL_BYTES);
    const sequential = await best(() => command(folder, 'large.md', 'one', ['sequential']));
    const job = await best(() => command(folder, 'large.md', 'many', ['solution', 'workers=2']));
    const small = await best(() => command(folder, 'small.md', 'few', ['solution', 'workers=2']));
    if (sortedLines(join(folder, 'one')) !== sortedLines(join(folder, 'many'))) {
      throw new Error('two workers count other words than one process');
    }
    return {
      sequentialMs: sequential.ms,
      jobMs: job.ms,
      pipelineMs: await pipelineMs(folder, 'large.md'),
      smallJobMs: small.ms,
      workerMb: job.megabytes,
      smallWorkerMb: small.megabytes,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whole files until there is enough, so that no character is cut. */
function writeText(path: string, bytes: number): void {
  const names = globSync('node_modules/**/*.md', { cwd: PROJECT, dot: true }).sort();
  const block = Buffer.concat(names.map((name) => readFileSync(join(PROJECT, name))));
  const file = openSync(path, 'w');
  for (let written = 0; written < bytes; ) written += writeSync(file, block);
  closeSync(file);
}

interface Cost {
  readonly ms: number;
  readonly megabytes: number;
}

async function command(folder: string, input: string, out: string, words: readonly string[]): Promise<Cost> {
  const main = [join('harness', 'run', 'start.mjs'), join('harness', 'real', 'mr-command.ts')];
  const args = [...main, 'app=wc', `out=${out}`, ...words, input];
  const env = { ...process.env, INIT_CWD: folder };
  const begun = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: PROJECT, env });
  const [, megabytes] = /at most (\d+) MB/.exec(stdout) ?? [];
  return { ms: performance.now() - begun, megabytes: Number(megabytes ?? 0) };
}

async function pipelineMs(folder: string, input: string): Promise<number | undefined> {
  const script = `tr -cs A-Za-z '\\n' < ${input} | sort | uniq -c > words`;
  const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  const run = async (): Promise<Cost> => {
    const begun = performance.now();
    await promisify(execFile)('sh', ['-ec', script], options);
    return { ms: performance.now() - begun, megabytes: 0 };
  };
  return (await best(run).catch(() => undefined))?.ms;
}

async function best(measure: () => Promise<Cost>): Promise<Cost> {
  let best = await measure();
  for (let round = 1; round < ROUNDS; round++) {
    const cost = await measure();
    if (cost.ms < best.ms) best = cost;
  }
  return best;
}

function sortedLines(folder: string): string {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .sort()
    .join('\n');
}
