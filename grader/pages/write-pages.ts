import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../formats/replace-file.ts';
import type { GradeFile, TimingFile } from '../results/grade-file.ts';
import type { Feedback } from './feedback.ts';
import { makeReportData, type ReportExtras } from './make-report-data.ts';
import { pageName } from './page-name.ts';
import { reportPage } from './report-page.ts';
import { studentPage } from './student/student-page.tsx';
import type { TimelineLink } from './timeline-link.ts';

export interface PageOptions extends ReportExtras {
  readonly feedback: Feedback;
  /** By id: the pages in `students/NAME/timelines/`, NAME being `pageName(id)`. */
  readonly timelines: ReadonlyMap<string, readonly TimelineLink[]>;
}

/**
 * Writes `report.html`, for the person who grades, and a page to hand to each student, `students/NAME.html`,
 * into the folder `out`; one after another, each in one step.
 */
export async function writePages(
  out: string,
  file: GradeFile,
  timing: TimingFile,
  { feedback, timelines, ...extras }: PageOptions,
): Promise<void> {
  const students = join(out, 'students');
  await mkdir(students, { recursive: true });
  for (const submission of file.submissions) {
    const { id } = submission;
    const options = { grading: file.grading, feedback, timelines: timelines.get(id) ?? [] };
    await replaceFile(join(students, `${pageName(id)}.html`), [await studentPage(submission, options)]);
  }
  await replaceFile(join(out, 'report.html'), [await reportPage(makeReportData(file, timing, extras))]);
}
