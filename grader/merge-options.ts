import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readWords } from './command-line.ts';
import { FORMATS, type Format } from './formats/write-formats.ts';

/** What `npm run grade:merge` was asked for. Paths are absolute. */
export interface MergeOptions {
  readonly out: string;
  /** At least one. */
  readonly shards: readonly string[];
  readonly formats: readonly Format[];
}

/** The others are for one submission each, and lie in the folders of the shards. */
const CLASS_FORMATS = FORMATS.filter((format) => format === 'junit' || format === 'ctrf');
const USAGE = 'npm run grade:merge -- OUT SHARD…';

/**
 * Undefined if help was asked for, which is then printed. Throws `Misuse`. `env`: npm says in it where it was
 * called.
 */
export function readMergeOptions(args: readonly string[], env: NodeJS.ProcessEnv): MergeOptions | undefined {
  const command = new Command('npm run grade:merge --')
    .usage('OUT SHARD…')
    .description('Makes one grading, in OUT, of the folders that gradings with --shard have written.')
    .argument('<OUT>', 'where the results go')
    .argument('<SHARD...>', 'what --out was for each shard')
    .addOption(new Option('--format <NAME...>', 'also write these').choices(CLASS_FORMATS));
  const isRead = readWords(command, args, (code) =>
    code === 'commander.missingArgument'
      ? `name the folder for the results, and those of the shards: ${USAGE}`
      : undefined,
  );
  if (!isRead) return undefined;
  // npm runs scripts in the project's folder, but paths are meant from where it was called.
  const here = env.INIT_CWD ?? process.cwd();
  const [out = '', ...shards] = command.args.map((path) => resolve(here, path));
  return { out, shards, formats: command.opts<{ readonly format?: Format[] }>().format ?? [] };
}
