import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { asFlags, readJobs, readWords, wholeNumber } from './command-line.ts';
import { FORMATS, type Format } from './formats/write-formats.ts';
import { Misuse } from './misuse.ts';
import { TIER_NAMES, type TierName } from './sandbox/tier.ts';

/** What the command line asks for. Paths are absolute; words are checked against the labs later. */
export interface GradeOptions {
  /** The folder of submissions. */
  readonly folder: string;
  /** Labs and parts as typed (`lab2`, `lab2a`); empty: all labs that a submission has. */
  readonly labs: readonly string[];
  /** Seeds for each scenario; undefined: as the policy says. */
  readonly runs: number | 'auto' | undefined;
  /** The secret that seeds are derived from; undefined: seeds 1 to `runs`. */
  readonly seedBase: string | undefined;
  /** Submissions graded at the same time; undefined: one a core, or many through a queue. */
  readonly jobs: number | undefined;
  /** Labs whose code is ours. */
  readonly withReference: readonly string[];
  readonly out: string;
  readonly policy: string | undefined;
  readonly roster: string | undefined;
  /** There must be something to go on with. */
  readonly resume: boolean;
  /** Nothing that is known from an earlier grading is used. */
  readonly fresh: boolean;
  readonly watchFolder: boolean;
  readonly formats: readonly Format[];
  readonly similarity: boolean;
  /** Timelines for each student. */
  readonly timelines: number;
  /** Undefined: the best that works here. */
  readonly sandbox: TierName | undefined;
  /** `redis://host:port` */
  readonly queue: string | undefined;
  readonly shard: Shard | undefined;
}

/** `2/5`: the second of five. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

interface Flags {
  readonly lab?: string[];
  readonly runs?: number | 'auto';
  readonly seedBase?: string;
  readonly jobs?: number;
  readonly with?: string[];
  readonly out?: string;
  readonly policy?: string;
  readonly roster?: string;
  readonly resume?: boolean;
  readonly fresh?: boolean;
  readonly watchFolder?: boolean;
  readonly format?: Format[];
  readonly similarity?: boolean;
  readonly timelines: number;
  readonly sandbox?: TierName;
  readonly queue?: string;
  readonly shard?: Shard;
}

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const MOST_RUNS = 100_000;
/** Timelines take half a megabyte each. */
const TIMELINES = 2;
const MOST_TIMELINES = 100;
/** Flags that may be written as words, `runs=5`. */
const WORDS = /^(lab|runs|seed-base|jobs|with|out|policy|roster|format|timelines|sandbox|queue|shard)=/;
/** Flags that npm keeps when they stand before its `--`. Not `jobs`: some set that for npm itself. */
const SWALLOWED = ['lab', 'runs', 'seed-base', 'with', 'out', 'policy', 'roster', 'resume', 'queue', 'shard'];

/**
 * Reads the command line. Undefined if it asked for help, which is then printed. Throws `Misuse`.
 * `env`: npm says in it where it was called, and which flags it has kept for itself.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): GradeOptions | undefined {
  const words = asFlags(args, WORDS);
  refuseSwallowed(words, env);
  const command = gradeCommand();
  if (!readWords(command, words, (code) => explain(code, words))) return undefined;
  const [folder = ''] = command.args;
  const flags = command.opts<Flags>();
  if (flags.seedBase === '') throw new Misuse('--seed-base needs a secret text');
  if (flags.resume && flags.fresh) throw new Misuse('--resume goes on, --fresh begins again: choose one');
  // npm runs scripts in the project's folder, but paths are meant from where it was called.
  const here = env.INIT_CWD ?? process.cwd();
  const path = (text: string | undefined) => (text === undefined ? undefined : resolve(here, text));
  return {
    folder: resolve(here, folder),
    labs: flags.lab ?? [],
    runs: flags.runs,
    seedBase: flags.seedBase,
    jobs: flags.jobs,
    withReference: flags.with ?? [],
    out: path(flags.out) ?? resolve(PROJECT, '.lockstep', 'grade'),
    policy: path(flags.policy),
    roster: path(flags.roster),
    resume: flags.resume ?? false,
    fresh: flags.fresh ?? false,
    watchFolder: flags.watchFolder ?? false,
    formats: flags.format ?? [],
    similarity: flags.similarity ?? false,
    timelines: flags.timelines,
    sandbox: flags.sandbox,
    queue: flags.queue,
    shard: flags.shard,
  };
}

function gradeCommand(): Command {
  const option = (flags: string, text: string) => new Option(flags, text);
  return new Command('npm run grade --')
    .usage('DIR [options]')
    .description('Scores every submission in DIR: folders, .zip, .tar.gz or git repositories.')
    .argument('<DIR>', 'the folder of submissions')
    .addOption(option('--lab <PART...>', 'labs or parts: lab2, lab2a (default: all that give points)'))
    .addOption(option('--runs <N>', 'seeds for each scenario, or auto (default: 10)').argParser(readRuns))
    .addOption(option('--seed-base <TEXT>', 'a secret to derive the seeds from (default: seeds 1 to N)'))
    .addOption(
      option('--jobs <N>', `submissions at the same time (default: ${availableParallelism()})`).argParser(
        readJobs,
      ),
    )
    .addOption(option('--with <LAB...>', 'labs whose code is ours, for the later labs of a submission'))
    .addOption(option('--out <DIR>', 'where the results go (default: .lockstep/grade)'))
    .addOption(option('--policy <FILE>', 'points, score rule, limits, late penalty, feedback'))
    .addOption(option('--roster <FILE>', 'CSV: id, name, late days, folder'))
    .addOption(option('--resume', 'go on with a grading that was interrupted'))
    .addOption(option('--fresh', 'make all runs again, also those that are known'))
    .addOption(option('--watch-folder', 'stay, and grade what arrives'))
    .addOption(option('--format <NAME...>', 'also write these').choices([...FORMATS]))
    .addOption(option('--similarity', 'compare the submissions with each other'))
    .addOption(
      option('--timelines <N>', 'timelines of failing runs for each student')
        .default(TIMELINES)
        .argParser(wholeNumber(0, MOST_TIMELINES)),
    )
    .addOption(option('--sandbox <TIER>', 'not the best sandbox of this machine').choices([...TIER_NAMES]))
    .addOption(option('--queue <URL>', 'hand the work out through Redis: redis://host:port'))
    .addOption(option('--shard <I/N>', 'only the I-th of N equal shares').argParser(readShard));
}

function readRuns(text: string): number | 'auto' {
  return text === 'auto' ? 'auto' : wholeNumber(1, MOST_RUNS, ', or auto')(text);
}

function readShard(text: string): Shard {
  const [, index, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of };
  throw new InvalidArgumentError('It must be like 2/5: the second of five.');
}

function refuseSwallowed(args: readonly string[], env: NodeJS.ProcessEnv): void {
  for (const name of SWALLOWED) {
    const kept = env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined;
    if (!kept || args.some((arg) => arg.startsWith(`--${name}`))) continue;
    throw new Misuse(`npm kept --${name} for itself: write npm run grade -- DIR --${name} …`);
  }
}

function explain(code: string, args: readonly string[]): string | undefined {
  if (code === 'commander.missingArgument') {
    const eaten = args.some((arg) => /^--(lab|with|format)$/.test(arg));
    const hint = eaten ? ' before --lab, --with and --format, which take every word up to the next flag' : '';
    return `name the folder of submissions${hint}: npm run grade -- DIR`;
  }
  const isTooMany = code === 'commander.excessArguments';
  return isTooMany ? 'one folder at a time: npm run grade -- DIR [options]' : undefined;
}
