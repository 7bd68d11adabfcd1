import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { Misuse } from './misuse.ts';

/** What the command line asks for. Paths are absolute; words are checked against the labs later. */
export interface GradeOptions {
  /** The folder of submissions. */
  readonly folder: string;
  /** Labs and parts as typed (`lab2`, `lab2a`); empty: all labs that a submission has. */
  readonly labs: readonly string[];
  /** Seeds for each scenario. */
  readonly runs: number;
  /** The secret that seeds are derived from; undefined: seeds 1 to `runs`. */
  readonly seedBase: string | undefined;
  /** Submissions graded at the same time. */
  readonly jobs: number;
  /** Labs whose code is ours. */
  readonly withReference: readonly string[];
  readonly out: string;
}

interface Flags {
  readonly lab?: string[];
  readonly runs: number;
  readonly seedBase?: string;
  readonly jobs: number;
  readonly with?: string[];
  readonly out?: string;
}

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const LATER = ['--resume', '--policy', '--roster', '--queue', '--shard', '--watch-folder'];
const MOST_RUNS = 100_000;
const MOST_JOBS = 1024;
const WORDS = /^(lab|runs|seed-base|jobs|with|out)=/;
/** Flags that npm keeps when they stand before its `--`. Not `jobs`: some set that for npm itself. */
const SWALLOWED = ['lab', 'runs', 'seed-base', 'with', 'out'];

/**
 * Reads the command line. Undefined if it asked for help, which is then printed. Throws `Misuse`.
 * `env`: npm says in it where it was called, and which flags it has kept for itself.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): GradeOptions | undefined {
  const words = args.map((arg) => (WORDS.test(arg) ? `--${arg}` : arg));
  refuseLater(words);
  refuseSwallowed(words, env);
  const command = gradeCommand();
  try {
    command.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return undefined;
    throw new Misuse(explain(error, words));
  }
  const [folder = ''] = command.args;
  const { lab, runs, seedBase, jobs, with: withReference, out } = command.opts<Flags>();
  // npm runs scripts in the project's folder, but paths are meant from where it was called.
  const here = env.INIT_CWD ?? process.cwd();
  if (seedBase === '') throw new Misuse('--seed-base needs a secret text');
  return {
    folder: resolve(here, folder),
    labs: lab ?? [],
    runs,
    seedBase,
    jobs,
    withReference: withReference ?? [],
    out: out === undefined ? resolve(PROJECT, '.lockstep', 'grade') : resolve(here, out),
  };
}

function gradeCommand(): Command {
  return new Command('npm run grade --')
    .usage('DIR [options]')
    .description('Scores every submission in DIR: each sub-folder is one, with lab folders in it.')
    .argument('<DIR>', 'the folder of submissions')
    .addOption(
      new Option(
        '--lab <PART...>',
        'labs or parts: lab2, lab2a (default: all that are there and give points)',
      ),
    )
    .addOption(
      new Option('--runs <N>', 'seeds for each scenario').default(10).argParser(wholeNumber(MOST_RUNS)),
    )
    .addOption(new Option('--seed-base <TEXT>', 'a secret to derive the seeds from (default: seeds 1 to N)'))
    .addOption(
      new Option('--jobs <N>', 'submissions at the same time')
        .default(availableParallelism(), 'one a core')
        .argParser(wholeNumber(MOST_JOBS)),
    )
    .addOption(new Option('--with <LAB...>', 'labs whose code is ours, for the later labs of a submission'))
    .addOption(new Option('--out <DIR>', 'where the results go (default: .lockstep/grade)'))
    .addHelpText('after', `\nWith a later version come ${LATER.join(', ')}.`)
    .allowExcessArguments(false)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}

function refuseLater(args: readonly string[]): void {
  for (const arg of args) {
    const [flag = ''] = arg.split('=');
    if (LATER.includes(flag)) throw new Misuse(`${flag} comes with a later version`);
  }
}

function refuseSwallowed(args: readonly string[], env: NodeJS.ProcessEnv): void {
  for (const name of SWALLOWED) {
    const kept = env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined;
    if (!kept || args.some((arg) => arg.startsWith(`--${name}`))) continue;
    throw new Misuse(`npm kept --${name} for itself: write npm run grade -- DIR --${name} …`);
  }
}

function explain({ code, message }: CommanderError, args: readonly string[]): string {
  if (code === 'commander.missingArgument') {
    const eaten = args.some((arg) => /^--(lab|with)$/.test(arg));
    const hint = eaten ? ' before --lab and --with, which take every word up to the next flag' : '';
    return `name the folder of submissions${hint}: npm run grade -- DIR`;
  }
  if (code === 'commander.excessArguments') return 'one folder at a time: npm run grade -- DIR [options]';
  return message.replace(/^error: /, '');
}
