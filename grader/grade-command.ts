/** `npm run grade -- DIR`: scores submissions. Exit code 0: graded, whatever the scores; 2: misuse. */
import { runCommand } from './command-line.ts';
import { Interrupted } from './engine/lane-part-maker.ts';
import { Workshop } from './engine/workshop.ts';
import { gradeFolder } from './grade-folder.ts';
import { type GradeOptions, readOptions } from './grade-options.ts';
import { plainText } from './plain-text.ts';
import { say } from './say.ts';
import { FolderWatch } from './watch-folder.ts';

const INTERRUPTED = 130;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (!options) return;
  const workshop = await Workshop.open(options.sandbox);
  process.on('exit', () => workshop.close());
  const watch = options.watchFolder ? new FolderWatch(options, workshop) : undefined;
  stopOnSignals(workshop, options, watch);
  try {
    await (watch ? watch.run() : gradeFolder(options, workshop));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode = INTERRUPTED;
  }
}

/** The first signal lets runs end, so that none is lost; the second does not wait. */
function stopOnSignals(workshop: Workshop, { out }: GradeOptions, watch: FolderWatch | undefined): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      process.on(signal, () => process.exit(INTERRUPTED));
      if (!watch?.isWaiting) {
        say(`interrupted: what was made is kept in ${plainText(out)}, and --resume goes on with it`);
      }
      workshop.interrupt();
    });
  }
}

await runCommand('grade', main);
// Pools and queues that are still open must not keep a grading that is over.
process.exit();
