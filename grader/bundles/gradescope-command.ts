/** Run by Gradescope's `run_autograder`: grades one submission. `AUTOGRADER_ROOT` is for tests. */
import { Misuse } from '../misuse.ts';
import { gradeOnGradescope } from './gradescope-run.ts';

try {
  await gradeOnGradescope(process.env.AUTOGRADER_ROOT ?? '/autograder');
} catch (error) {
  // For the platform's log, which the staff read.
  process.stderr.write(`gradescope: ${error instanceof Misuse ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
