import PQueue from 'p-queue';
import { type Grade, SubmissionGrading } from './grade-submission.ts';
import type { JudgeHouse } from './judge-house.ts';
import { byId } from './order.ts';
import type { GradeProgress } from './progress.ts';
import type { Submission } from './submissions.ts';
import type { WorkPlan } from './work-plan.ts';

/** Grades all submissions, `jobs` at a time. Sorted by id, whichever was done first. */
export async function gradeAll(
  submissions: readonly Submission[],
  plan: WorkPlan,
  house: JudgeHouse,
  { jobs, progress }: { readonly jobs: number; readonly progress: GradeProgress },
): Promise<Grade[]> {
  const queue = new PQueue({ concurrency: jobs });
  const grades = await queue.addAll(
    submissions.map((submission) => async () => {
      const grading = new SubmissionGrading(submission, plan, () => house.newJudge(), progress);
      const grade = await grading.grade();
      progress.submissionDone(grade);
      return grade;
    }),
  );
  return grades.sort(byId);
}
