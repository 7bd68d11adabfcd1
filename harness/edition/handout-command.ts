/** `npm run handout -- OUT`: the course as students get it, in a folder. Exit code 0, or 2 for a misuse. */
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { Misuse } from '../real/failures.ts';
import { makeEdition } from './edition.ts';
import { demandFree, writeEdition } from './write-edition.ts';

const USAGE = 'npm run handout -- OUT';

async function main(out: string): Promise<void> {
  await demandFree(out);
  const files = await makeEdition();
  await writeEdition(files, out);
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  process.stdout.write(
    `${out}: ${files.size} files, ${(bytes / 1e6).toFixed(1)} MB\nTry it there: npm ci && npm test\n`,
  );
}

/** The folder that was named, absolute; undefined if help was asked for, which is then printed. */
function readOut(args: readonly string[]): string | undefined {
  const command = new Command(USAGE)
    .usage(' ')
    .description(
      "Writes the students' edition of the course to the folder OUT, which must be empty or not exist:\n" +
        'stubs, handouts and harness, without solutions, known bugs, grader and history.',
    )
    .argument('<OUT>', 'the folder to make')
    .allowExcessArguments(false)
    .configureOutput({ writeErr: () => undefined })
    .exitOverride();
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return undefined;
    const reasons: Readonly<Record<string, string>> = {
      'commander.missingArgument': 'name the folder to make',
      'commander.excessArguments': 'name one folder',
    };
    throw new Misuse(`${reasons[error.code] ?? error.message.replace(/^error: /, '')}: ${USAGE}`);
  }
  // npm runs scripts in the project's folder, but paths are meant from where it was called.
  return resolve(process.env.INIT_CWD ?? process.cwd(), command.args[0] ?? '');
}

try {
  const out = readOut(process.argv.slice(2));
  if (out !== undefined) await main(out);
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  process.stderr.write(`handout: ${error.message}\n`);
  process.exitCode = 2;
}
