import { join } from 'node:path';
import { type GradescopeResult, gradescopeFailure, gradescopeResult } from '../formats/gradescope.ts';
import { replaceFile } from '../formats/replace-file.ts';
import { GRADER, gradeOne } from './grade-one.ts';
import { readMetadata } from './gradescope-metadata.ts';
import { readFeedback, readSettings } from './settings.ts';

const WHAT_TO_DO = 'If this is about your files, mend them and hand in again. If not, please tell the staff.';

/**
 * Grades the submission that lies in Gradescope's folder `root` and writes `results/results.json`. Throws if
 * the grader fails: then the file stays as `run_autograder` has laid it down. `grader` differs in tests only.
 */
export async function gradeOnGradescope(root: string, grader: readonly string[] = GRADER): Promise<void> {
  const result = await resultOf(root, grader);
  await replaceFile(join(root, 'results', 'results.json'), [`${JSON.stringify(result, null, 2)}\n`]);
}

async function resultOf(root: string, grader: readonly string[]): Promise<GradescopeResult> {
  const settings = await readSettings(join(root, 'source', 'settings.json'));
  const feedback = await readFeedback(settings);
  const metadata = await readMetadata(join(root, 'submission_metadata.json'));
  const outcome = await gradeOne({ folder: join(root, 'submission'), settings, ...metadata }, grader);
  switch (outcome.kind) {
    case 'graded':
      return gradescopeResult(outcome.submission, feedback, settings.visibility);
    case 'refused':
      return gradescopeFailure(`The grader did not start: ${outcome.message}\n${WHAT_TO_DO}`);
    case 'crashed':
      throw new Error(outcome.why);
  }
}
