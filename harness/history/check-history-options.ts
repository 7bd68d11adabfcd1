import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { FORMAT_NAMES, type FormatName } from '../check/history-files/formats.ts';
import { MODEL_NAMES } from '../check/history-files/json-forms.ts';
import { Misuse } from '../real/failures.ts';
import { type KeptOptions, keptByNpm } from '../real/kept-by-npm.ts';

/** What the command line asks for. */
export interface CheckHistoryOptions {
  /** Names of files and globs, as typed; at least one. */
  readonly files: readonly string[];
  /** Undefined: as each file says. */
  readonly model: string | undefined;
  /** Undefined: as each file's first line tells. */
  readonly format: FormatName | undefined;
  /** For each file. */
  readonly steps: number;
  /** Where the results go as JSON: absolute, or `-` for standard output. */
  readonly json: string | undefined;
  /** The page that shows why a history is not linearizable: absolute. */
  readonly picture: string | undefined;
  readonly verbose: boolean;
  /** The folder that paths are meant from, absolute. */
  readonly here: string;
}

interface Flags {
  readonly model?: string;
  readonly format?: FormatName;
  readonly steps: number;
  readonly json?: string;
  readonly picture?: string;
  readonly verbose?: true;
}

const WITH_VALUE = ['model', 'format', 'steps', 'json', 'picture'];
const WITHOUT_VALUE = ['verbose', 'help'];
/** `json` and `verbose` mean something to npm itself. */
const KEPT: KeptOptions = { withValue: ['model', 'format', 'steps', 'picture'], withoutValue: [] };
/** Minutes at the most: histories that can be decided at all seldom take more than a few million. */
const DEFAULT_STEPS = 50_000_000;
const MOST_STEPS = 1e12;
const KNOWN = [...WITH_VALUE.map((name) => `${name}=…`), ...WITHOUT_VALUE].join(' ');
const USAGE = 'npm run check-history -- history.jsonl';

/**
 * Reads the command line. Undefined if it asked for help, which is then printed. Throws `Misuse`. `env`: npm
 * says in it where it was called, and which flags it has kept for itself.
 */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CheckHistoryOptions | undefined {
  const command = checkHistoryCommand();
  try {
    command.parse([...args.map(toFlag), ...keptByNpm(args, env, KEPT)], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return undefined;
    throw new Misuse(explain(error));
  }
  const { model, format, steps, json, picture, verbose } = command.opts<Flags>();
  // npm runs scripts in the project's folder, but paths are meant from where it was called.
  const here = env.INIT_CWD ?? process.cwd();
  return {
    files: command.args,
    model,
    format,
    steps,
    json: json === undefined || json === '-' ? json : resolve(here, json),
    picture: picture === undefined ? undefined : resolve(here, picture),
    verbose: verbose === true,
    here,
  };
}

function checkHistoryCommand(): Command {
  return new Command('npm run check-history --')
    .usage('[options] FILE…')
    .description('Whether recorded histories are linearizable. docs/histories.md describes the formats.')
    .argument('<FILE...>', 'histories; globs may be quoted')
    .addOption(new Option('--model <NAME>', 'refuse files about anything else').choices(MODEL_NAMES))
    .addOption(new Option('--format <NAME>', "else each file's first line tells").choices(FORMAT_NAMES))
    .addOption(
      new Option('--steps <N>', 'what may be tried on one file until its verdict is unknown')
        .default(DEFAULT_STEPS)
        .argParser(stepCount),
    )
    .addOption(new Option('--json <FILE>', 'results as JSON; - is standard output'))
    .addOption(new Option('--picture <FILE>', 'a page that shows the first history that is not linearizable'))
    .addOption(new Option('--verbose', 'explain every file that is not linearizable, and say more of each'))
    .addHelpText('after', HELP_AFTER)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
}

const HELP_AFTER = `
The same as words: npm run check-history model=kv verbose FILE…
Exit code: 0 all are linearizable, 1 some are not, 2 the command was not understood or a file is malformed,
3 none of these, but the steps did not suffice.`;

/** `model=kv` as `--model=kv`, `verbose` as `--verbose`. */
function toFlag(word: string): string {
  const name = word.split('=')[0] ?? '';
  const isWord = word.includes('=') ? WITH_VALUE.includes(name) : WITHOUT_VALUE.includes(word);
  if (!isWord && /^[\w-]+=/.test(word) && !word.startsWith('-')) {
    throw new Misuse(`unknown option "${word}". Options: ${KNOWN}`);
  }
  return isWord ? `--${word}` : word;
}

function stepCount(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= MOST_STEPS) return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_STEPS}.`);
}

function explain({ code, message }: CommanderError): string {
  if (code === 'commander.missingArgument') return `name the files: ${USAGE}`;
  return message.replace(/^error: /, '');
}
