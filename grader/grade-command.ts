/** `npm run grade -- DIR`: scores submissions. Exit code 0: graded, whatever the scores; 2: misuse. */
import { Interrupted } from './engine/lane-part-maker.ts';
import { Workshop } from './engine/workshop.ts';
import { gradeFolder } from './grade-folder.ts';
import { type GradeOptions, readOptions } from './grade-options.ts';
import { GraderFailure } from './grader-failure.ts';
import { Misuse } from './misuse.ts';
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
  await (watch ? watch.run() : gradeFolder(options, workshop));
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

try {
  await main();
} catch (error) {
  if (error instanceof Misuse) {
    say(`grade: ${error.message}`);
    process.exitCode = 2;
  } else if (error instanceof Interrupted) {
    process.exitCode = INTERRUPTED;
  } else if (error instanceof GraderFailure) {
    say(`grade: ${error.message}`);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
// Pools and queues that are still open must not keep a grading that is over.
process.exit();
