import { join } from 'node:path';
import {
  type Classroom50Identity,
  type Classroom50Result,
  classroom50Failure,
  classroom50Identity,
  classroom50Release,
  classroom50Result,
} from '../formats/classroom50.ts';
import { replaceFile } from '../formats/replace-file.ts';
import { Misuse } from '../misuse.ts';
import { GRADER, gradeOne } from './grade-one.ts';
import { readFeedback, readSettings } from './settings.ts';

const NOT_FINISHED =
  'The grader did not finish. This is not your fault, and not your score: please tell the staff.';

/**
 * Grades the checkout in the folder `checkout` for Classroom 50's runner and writes `result.json` and
 * `release-body.md` there. Throws if the grader fails: then `result.json` says so, and the runner must be
 * told by the exit code. `grader` differs in tests only.
 */
export async function gradeOnClassroom50(
  checkout: string,
  env: NodeJS.ProcessEnv,
  grader: readonly string[] = GRADER,
): Promise<void> {
  const identity = classroom50Identity(env);
  // From the first moment on, so that a grader that is killed in mid-grade still leaves word of it.
  await writeResult(checkout, classroom50Failure(identity, NOT_FINISHED));
  const result = await resultOf(checkout, env.CLASSROOM50_BUNDLE_DIR ?? '', identity, grader);
  await writeResult(checkout, result);
  await replaceFile(join(checkout, 'release-body.md'), [classroom50Release(result)]);
}

async function resultOf(
  checkout: string,
  bundle: string,
  identity: Classroom50Identity,
  grader: readonly string[],
): Promise<Classroom50Result> {
  const settings = await readSettings(join(bundle, 'settings.json'));
  demandNoSecret(settings.grade);
  const feedback = await readFeedback(settings);
  // Classroom 50 marks late submissions itself, and its teacher decides what that costs.
  const work = { folder: checkout, id: 'submission', lateDays: 0, settings };
  const outcome = await gradeOne(work, grader);
  switch (outcome.kind) {
    case 'graded':
      return classroom50Result(outcome.submission, identity, feedback);
    case 'refused':
      return classroom50Failure(identity, `The grader did not start: ${outcome.message}`);
    case 'crashed':
      throw new Error(outcome.why);
  }
}

/** Everybody can read a bundle: its seeds are public, and nobody should take them for secret. */
export function demandNoSecret(grade: readonly string[]): void {
  if (!grade.some((word) => /^(?:--)?seed-base(?:=|$)/.test(word))) return;
  throw new Misuse('settings.json: --seed-base is no secret where students can read it: leave it out');
}

async function writeResult(checkout: string, result: Classroom50Result): Promise<void> {
  await replaceFile(join(checkout, 'result.json'), [`${JSON.stringify(result, null, 2)}\n`]);
}
