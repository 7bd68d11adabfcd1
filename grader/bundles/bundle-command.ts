/**
 * `npm run grade:bundle -- gradescope OUT.zip` or `classroom50 OUT`: the grader, ready for a platform.
 * Exit code 0, or 2 for a misuse.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Argument, Command } from 'commander';
import { demandFree, writeEdition } from '../../harness/edition/write-edition.ts';
import { readWords, runCommand } from '../command-line.ts';
import { readOptions } from '../grade-options.ts';
import { plainText } from '../plain-text.ts';
import { classroom50Files, gradescopeFiles } from './bundle-files.ts';
import { readFeedback, readSettings, type Settings } from './settings.ts';
import { writeBytes, zipOf } from './write-zip.ts';

type Platform = 'gradescope' | 'classroom50';

const USAGE = 'npm run grade:bundle --';

async function main(args: readonly string[]): Promise<void> {
  const command = bundleCommand();
  if (!readWords(command, args, (_code, message) => `${message}: ${USAGE} gradescope OUT.zip`)) return;
  const [platform, out = ''] = command.processedArgs as [Platform, string];
  // npm runs scripts in the project's folder, but paths are meant from where it was called.
  const here = process.env.INIT_CWD ?? process.cwd();
  const { settings: named } = command.opts<{ settings?: string }>();
  const template = fileURLToPath(new URL(`${platform}/settings.json`, import.meta.url));
  const settings = await checkedSettings(named === undefined ? template : resolve(here, named));
  await write(platform, resolve(here, out), settings);
}

function bundleCommand(): Command {
  return new Command(USAGE)
    .usage('gradescope OUT.zip | classroom50 OUT [--settings FILE]')
    .description('Packs the grader for a platform that runs it for each submission.')
    .addArgument(new Argument('<platform>').choices(['gradescope', 'classroom50']))
    .argument('<OUT>', 'the zip to write (gradescope), or the folder to make (classroom50)')
    .option('--settings <FILE>', 'how to grade: see grader/bundles/README.md (default: 10 runs of all labs)');
}

/** What is wrong with them shows here, and not when the first student hands in. */
async function checkedSettings(path: string): Promise<Settings> {
  const settings = await readSettings(path);
  await readFeedback(settings);
  readOptions(['submissions', ...settings.grade], {});
  return settings;
}

async function write(platform: Platform, out: string, settings: Settings): Promise<void> {
  if (platform === 'gradescope') {
    await writeBytes(out, zipOf(gradescopeFiles(settings)));
    say(`${plainText(out)}: upload it as the autograder. It holds the solutions: it is for the staff only.`);
    return;
  }
  await demandFree(out);
  await writeEdition(await classroom50Files(settings), out);
  say(`${plainText(out)}: copy it to CLASSROOM/autograders/ASSIGNMENT. It can be read by students.`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runCommand('grade:bundle', () => main(process.argv.slice(2)));
