import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { APPLICATIONS } from '../scenarios/lab1-mapreduce/applications/index.ts';
import { Misuse } from './failures.ts';
import { type KeptOptions, keptByNpm } from './kept-by-npm.ts';

/** What the command line asks for. */
export interface MrOptions {
  /** Name or path, as typed. */
  readonly app: string;
  /** What the application is made with. */
  readonly argument: string;
  /** Names of files and globs, as typed; at least one. */
  readonly files: readonly string[];
  readonly workers: number;
  readonly reduces: number;
  /** Absolute. */
  readonly out: string;
  readonly tree: 'labs' | 'solutions';
  /** In one process, with no lab code. */
  readonly sequential: boolean;
  /** A random worker is killed this often; undefined: none is. */
  readonly killEveryMs: number | undefined;
  /** The folder that paths are meant from, absolute. */
  readonly here: string;
}

interface Flags {
  readonly app?: string;
  readonly arg: string;
  readonly workers: number;
  readonly reduces: number;
  readonly out: string;
  readonly solution?: true;
  readonly sequential?: true;
  readonly killEvery?: number;
}

const WITH_VALUE = ['app', 'arg', 'workers', 'reduces', 'out', 'kill-every'];
const WITHOUT_VALUE = ['solution', 'sequential'];
const KEPT: KeptOptions = { withValue: WITH_VALUE, withoutValue: WITHOUT_VALUE };
const MOST_WORKERS = 256;
const MOST_REDUCES = 1000;
const LEAST_KILL_MS = 50;
const APPLICATION = `${Object.keys(APPLICATIONS).join(', ')} or the path of a module that exports application`;
const USAGE = "npm run mr -- --app wc 'docs/**/*.md'";

/**
 * Reads the command line. Undefined if it asked for help, which is then printed. Throws `Misuse`. `env`: npm
 * says in it where it was called, and which flags it has kept for itself.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): MrOptions | undefined {
  const command = mrCommand();
  try {
    command.parse([...args.map(toFlag), ...keptByNpm(args, env, KEPT)], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return undefined;
    throw new Misuse(explain(error));
  }
  const { app, arg, workers, reduces, out, solution, sequential, killEvery } = command.opts<Flags>();
  if (app === undefined) throw new Misuse(`name the application, ${APPLICATION}: ${USAGE}`);
  if (sequential && killEvery !== undefined) {
    throw new Misuse('--sequential has no workers to kill: leave out --kill-every');
  }
  // npm runs scripts in the project's folder, but paths are meant from where it was called.
  const here = env.INIT_CWD ?? process.cwd();
  return {
    app,
    argument: arg,
    files: command.args,
    workers,
    reduces,
    out: resolve(here, out),
    tree: solution ? 'solutions' : 'labs',
    sequential: sequential === true,
    killEveryMs: killEvery,
    here,
  };
}

function mrCommand(): Command {
  return new Command('npm run mr --')
    .usage('--app NAME [options] FILE…')
    .description('MapReduce with your lab 1, in processes of their own, over sockets and files.')
    .argument('<FILE...>', 'input files; globs may be quoted')
    .addOption(new Option('--app <NAME>', APPLICATION))
    .addOption(new Option('--arg <TEXT>', 'what the application is made with').default('', 'none'))
    .addOption(
      new Option('--workers <N>', 'worker processes')
        .default(availableParallelism(), 'one a core')
        .argParser(wholeNumber(MOST_WORKERS)),
    )
    .addOption(new Option('--reduces <N>', 'reduce tasks').default(8).argParser(wholeNumber(MOST_REDUCES)))
    .addOption(new Option('--out <DIR>', 'where mr-out-0, mr-out-1, … go').default('mr-out'))
    .addOption(new Option('--solution', 'run our solution in place of labs/'))
    .addOption(
      new Option('--kill-every <TIME>', 'kill a random worker that often: 2s, 500ms').argParser(milliseconds),
    )
    .addOption(new Option('--sequential', 'the same application in one process, for comparison'))
    .addHelpText('after', '\nThe same as words: npm run mr app=wc workers=4 solution FILE…')
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
}

/** `workers=4` as `--workers=4`, `solution` as `--solution`. */
function toFlag(word: string): string {
  const name = word.split('=')[0] ?? '';
  const isWord = word.includes('=') ? WITH_VALUE.includes(name) : WITHOUT_VALUE.includes(word);
  return isWord ? `--${word}` : word;
}

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}

function milliseconds(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text) ?? [];
  const value = Number(number) * (unit === 's' ? 1000 : 1);
  if (value >= LEAST_KILL_MS && value <= 3_600_000) return value;
  throw new InvalidArgumentError(`It must be a time such as 2s or 500ms, at least ${LEAST_KILL_MS}ms.`);
}

function explain({ code, message }: CommanderError): string {
  if (code === 'commander.missingArgument') return `name the input files: ${USAGE}`;
  return message.replace(/^error: /, '');
}
