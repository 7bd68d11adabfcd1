import { Command } from 'commander';
import pc from 'picocolors';
import { hasColours } from '../run/terminal.ts';
import { LABS } from '../scenarios/index.ts';
import { nextStep } from './next-step.ts';
import { readStanding } from './standing.ts';
import { standingFile } from './standing-file.ts';
import { standingText } from './standing-text.ts';

/** `npm run labs`: where a student stands, and what to do next. */

const MISUSE = 2;

const command = new Command('npm run labs')
  .description('Where you stand in the course, kept from your last runs, and what to do next.')
  .argument('[words...]')
  .option('--json', 'the same for machines')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : MISUSE))
  .parse();

// npm keeps a flag that stands before its `--`, and says so in the environment.
const words = command.args;
const wantsJson =
  command.opts<{ json?: true }>().json === true ||
  words.includes('json') ||
  process.env.npm_config_json === 'true';
const unknown = words.filter((word) => word !== 'json');

if (unknown.length > 0) {
  process.stderr.write(`npm run labs knows no "${unknown[0]}". It takes nothing, or json.\n`);
  process.exitCode = MISUSE;
} else {
  const standing = await readStanding(LABS);
  const next = nextStep(standing);
  const paint = pc.createColors(hasColours(process.stdout));
  for (const problem of standing.problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(
    wantsJson
      ? `${JSON.stringify(standingFile(standing, next), null, 2)}\n`
      : `${standingText(standing, next, new Date(), paint)}\n`,
  );
}
