/** Run by `autograder.py` in the student's checkout. Exit code 0: graded; otherwise the runner is told. */
import { Misuse } from '../misuse.ts';
import { gradeOnClassroom50 } from './classroom50-run.ts';

try {
  await gradeOnClassroom50(process.cwd(), process.env);
} catch (error) {
  // For the platform's log, which the staff read.
  process.stderr.write(`classroom50: ${error instanceof Misuse ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
