import { Command, CommanderError } from 'commander';

/** What `npm run view` was asked for. */
export interface ViewOptions {
  /** One or two: .json traces or .html timelines. */
  readonly files: readonly string[];
  /** Where the page goes; undefined: beside the first trace. */
  readonly out: string | undefined;
  readonly isToBeOpened: boolean;
  /** Where the ShiViz log goes; undefined: none is written. */
  readonly shiviz: string | undefined;
}

/** The command was called in a way that cannot work: the message is for whoever typed it. */
export class ViewMisuse extends Error {
  override readonly name = 'ViewMisuse';
}

export const VIEW_USAGE = `npm run view -- TRACE [TRACE] [--out FILE] [--no-open] [--shiviz FILE]

Shows the timeline of a recorded run in the browser; of two runs, both, aligned to the first difference.
TRACE is a .json trace or an .html timeline; those of failed runs are in .lockstep/.

  --out FILE      where the page goes (or out=FILE); else beside the trace
  --no-open       writes the page, opens no browser (or no-open)
  --shiviz FILE   writes the run as a log for ShiViz as well (or shiviz=FILE)`;

const WITH_VALUE = /^(out|shiviz)=/;

/** Undefined if help was asked for. Throws a `ViewMisuse`. */
export function readViewOptions(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): ViewOptions | undefined {
  const flags = [...words, ...recoveredFromNpm(words, environment)].map((word) =>
    WITH_VALUE.test(word) || word === 'no-open' ? `--${word}` : word,
  );
  const command = new Command('view')
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} })
    .helpOption(false)
    .argument('[traces...]')
    .option('-h, --help')
    .option('--out <file>')
    .option('--no-open')
    .option('--shiviz <file>');
  try {
    command.parse(flags, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw new ViewMisuse(error.message.replace(/^error: /, ''));
    throw error;
  }
  const { help, out, open, shiviz } = command.opts<{
    help?: true;
    out?: string;
    open: boolean;
    shiviz?: string;
  }>();
  if (help || words.includes('help')) return undefined;
  const files = command.args;
  if (files.length === 0) throw new ViewMisuse('say which trace: a file in .lockstep/, .json or .html');
  if (files.length > 2) throw new ViewMisuse('at most two runs can be shown side by side');
  return { files, out, isToBeOpened: open, shiviz };
}

/** npm takes flags before its `--` for its own configuration, and passes them on in the environment. */
function recoveredFromNpm(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const recovered = environment.npm_config_open === '' ? ['no-open'] : [];
  for (const name of ['out', 'shiviz']) {
    const value = environment[`npm_config_${name}`];
    if (!value || words.some((word) => word.replace(/^--/, '').split('=')[0] === name)) continue;
    if (value === 'true') {
      throw new ViewMisuse(`npm kept the value of --${name} to itself: write ${name}=…, without dashes`);
    }
    recovered.push(`${name}=${value}`);
  }
  return recovered;
}
