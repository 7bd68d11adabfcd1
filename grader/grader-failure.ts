/** The grader failed on a submission, through no fault of that. Others are graded all the same. */
export class GraderFailure extends Error {}
