import type { ClassPlan } from './engine/class-plan.ts';
import { TimelineMaker } from './engine/make-timelines.ts';
import type { Workshop } from './engine/workshop.ts';
import { formatFiles } from './formats/format-files.ts';
import { writeFormats } from './formats/write-formats.ts';
import type { GradeOptions } from './grade-options.ts';
import type { Submission } from './intake/submission.ts';
import { pageName } from './pages/page-name.ts';
import type { TimelineLink } from './pages/timeline-link.ts';
import { writePages } from './pages/write-pages.ts';
import type { ClassFlag, GradeFile, SubmissionRecord, TimingFile } from './results/grade-file.ts';
import type { GradedSubmission, GradingAbout } from './results/write-results.ts';
import { announceFiles, removeOtherFiles } from './results/written-files.ts';
import { writeSimilarity } from './similarity/write-similarity.ts';

const SIMILARITY_PAGE = 'similarity.html';
const SIMILARITY_TABLE = 'similarity.csv';

interface Graded {
  readonly workshop: Workshop;
  readonly plan: ClassPlan;
  readonly submissions: readonly Submission[];
  readonly about: GradingAbout;
  /** In the order of the results. */
  readonly graded: Iterable<GradedSubmission>;
  /** All flags, those of the submissions among them. */
  readonly flags: readonly ClassFlag[];
}

/**
 * Writes everything that is made of the results, and removes what an earlier grading wrote and this one does
 * not. Gives the names of all files, the results among them.
 */
export async function writeOutputs(options: GradeOptions, graded: Graded): Promise<string[]> {
  const { out, formats, similarity } = options;
  const { policy } = graded.plan;
  const { file, timing } = gradingFiles(graded);
  const written = ['results.json', 'results.csv', 'timing.json'];
  const paths = filesOf(options, file);
  await announceFiles(out, paths);
  if (similarity) {
    await writeSimilarity(out, graded.submissions);
    written.push(SIMILARITY_PAGE, SIMILARITY_TABLE);
  }
  const timelines = await makeTimelines(options, graded, file);
  const extras = {
    ...(similarity ? { similarity: SIMILARITY_PAGE } : {}),
    ...(graded.about.certainty ? { certainty: graded.about.certainty } : {}),
  };
  await writePages(out, file, timing, { feedback: policy.feedback, timelines, ...extras });
  written.push('report.html', 'students/');
  const more = await writeFormats(out, file, timing, {
    formats,
    feedback: policy.feedback,
    env: process.env,
  });
  await removeOtherFiles(out, [...paths, ...timelineFiles(timelines)]);
  return [...written, ...more];
}

/** What `results.json` and `timing.json` hold, but for fingerprints: the most of it, and no page has them. */
function gradingFiles({ about, graded, flags }: Graded): { file: GradeFile; timing: TimingFile } {
  const all = [...graded].map(({ record, timing }) => ({ record: withoutFingerprints(record), timing }));
  const { grading, tier, wallMs } = about;
  const cpuMs = all.reduce((sum, { timing }) => sum + timing.cpuMs, 0);
  return {
    file: { version: 1, grading, submissions: all.map(({ record }) => record), flags },
    timing: { version: 1, tier, cpuMs, wallMs, submissions: all.map(({ timing }) => timing) },
  };
}

function withoutFingerprints(record: SubmissionRecord): SubmissionRecord {
  const parts = record.parts.map((part) => ({
    ...part,
    scenarios: part.scenarios.map((scenario) => ({ ...scenario, fingerprints: {} })),
  }));
  return { ...record, parts };
}

/** Paths below `out` of what is written, but for the results and for timelines. */
function filesOf({ formats, similarity }: GradeOptions, { submissions }: GradeFile): string[] {
  const names = submissions.map(({ id }) => pageName(id));
  return [
    'report.html',
    ...names.map((name) => `students/${name}.html`),
    ...formatFiles(formats, names),
    ...(similarity ? [SIMILARITY_PAGE, SIMILARITY_TABLE] : []),
  ];
}

function timelineFiles(timelines: ReadonlyMap<string, readonly TimelineLink[]>): string[] {
  return [...timelines].flatMap(([id, links]) =>
    links.map(({ file }) => `students/${pageName(id)}/timelines/${file}`),
  );
}

async function makeTimelines(
  { out, timelines: most }: GradeOptions,
  { workshop, plan, submissions }: Graded,
  file: GradeFile,
): Promise<Map<string, readonly TimelineLink[]>> {
  const links = new Map<string, readonly TimelineLink[]>();
  if (most === 0 || !plan.policy.feedback.timelines) return links;
  const maker = new TimelineMaker(workshop.shop, workshop.newLane(plan), out);
  const byId = new Map(submissions.map((submission) => [submission.id, submission]));
  for (const record of file.submissions) {
    const submission = byId.get(record.id);
    if (submission) links.set(record.id, await maker.make(submission, record, plan.withReference, most));
  }
  return links;
}
