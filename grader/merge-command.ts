/** `npm run grade:merge -- OUT SHARD…`: makes one grading of those with `--shard`. */
import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { FORMATS, type Format } from './formats/write-formats.ts';
import { mergeFolders } from './merge-folders.ts';
import { Misuse } from './misuse.ts';
import { say } from './say.ts';

/** The others are for one submission each, and lie in the folders of the shards. */
const CLASS_FORMATS = FORMATS.filter((format) => format === 'junit' || format === 'ctrf');
const USAGE = 'npm run grade:merge -- OUT SHARD…';

async function main(): Promise<void> {
  const command = new Command('npm run grade:merge --')
    .usage('OUT SHARD…')
    .description('Makes one grading, in OUT, of the folders that gradings with --shard have written.')
    .argument('<OUT>', 'where the results go')
    .argument('<SHARD...>', 'what --out was for each shard')
    .addOption(new Option('--format <NAME...>', 'also write these').choices(CLASS_FORMATS))
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  try {
    command.parse(process.argv.slice(2), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return;
    if (error.code === 'commander.missingArgument') {
      throw new Misuse(`name the folder for the results, and those of the shards: ${USAGE}`);
    }
    throw new Misuse(error.message.replace(/^error: /, ''));
  }
  // npm runs scripts in the project's folder, but paths are meant from where it was called.
  const here = process.env.INIT_CWD ?? process.cwd();
  const [out = '', ...shards] = command.args.map((path) => resolve(here, path));
  const { format = [] } = command.opts<{ readonly format?: Format[] }>();
  await mergeFolders(out, shards, format);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  say(`grade:merge: ${error.message}`);
  process.exitCode = 2;
}
