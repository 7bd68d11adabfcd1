import { renderToString } from 'preact-render-to-string';
import { htmlPage } from '../../../harness/view/html-page.ts';
import type { GradingRecord, SubmissionRecord } from '../../results/grade-file.ts';
import { browserCode } from '../browser-code.ts';
import type { Feedback } from '../feedback.ts';
import { shownLine } from '../shown-text.ts';
import type { TimelineLink } from '../timeline-link.ts';
import { Student } from './student.tsx';

export interface StudentPageOptions {
  readonly grading: GradingRecord;
  readonly feedback: Feedback;
  /** Of this submission. */
  readonly timelines: readonly TimelineLink[];
}

/**
 * The page of one submission, to be handed to its student: nothing of others is in it, nor what only the
 * person who grades should see (flags, similarity, times). It can be read without its script.
 */
export async function studentPage(
  submission: SubmissionRecord,
  options: StudentPageOptions,
): Promise<string> {
  const code = await browserCode('student');
  const title = `Results of ${shownLine(submission.name ?? submission.id, 80)}`;
  return htmlPage({ ...code, title, body: renderToString(<Student submission={submission} {...options} />) });
}
