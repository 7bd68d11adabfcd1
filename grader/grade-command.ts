/** `npm run grade -- DIR`: scores submissions. Exit code 0: graded, whatever the scores; 2: misuse. */
import { relative, sep } from 'node:path';
import pc from 'picocolors';
import { gradeAll } from './grading.ts';
import { JudgeHouse } from './judge-house.ts';
import { Misuse } from './misuse.ts';
import { type GradeOptions, readOptions } from './options.ts';
import { plainText } from './plain-text.ts';
import { gradeProgress } from './progress.ts';
import { gradeTable, reasonsText } from './report.ts';
import { prepareOut, writeResults } from './result-files.ts';
import { runSeeds } from './seeds.ts';
import { findSubmissions, type Submission } from './submissions.ts';
import { countRuns, planLabs, type WorkPlan } from './work-plan.ts';

const INTERRUPTED = 130;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (!options) return;
  const { submissions, ignored } = await findSubmissions(options.folder);
  const plan = planWork(options, submissions);
  refuseOutInside(options);
  await prepareOut(options.out);
  if (ignored.length > 0) say(`ignored, not folders: ${ignored.map(plainText).join(', ')}`);
  await grade(options, submissions, plan);
}

function planWork(options: GradeOptions, submissions: readonly Submission[]): WorkPlan {
  const { labs, withReference, runs, seedBase } = options;
  const present = new Set(submissions.flatMap((submission) => submission.labs));
  return { labs: planLabs(labs, withReference, present), seeds: runSeeds(runs, seedBase), withReference };
}

async function grade(
  options: GradeOptions,
  submissions: readonly Submission[],
  plan: WorkPlan,
): Promise<void> {
  const house = await JudgeHouse.open();
  process.on('exit', () => house.close());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(INTERRUPTED));
  const progress = gradeProgress(submissions.length, countRuns(plan) * submissions.length);
  const grades = await gradeAll(submissions, plan, house, { jobs: options.jobs, progress });
  progress.end();
  await writeResults(options.out, grades);
  process.stdout.write(`${gradeTable(grades, pc)}\n`);
  const reasons = reasonsText(grades, pc);
  if (reasons) process.stdout.write(`\n${reasons}\n`);
  process.stdout.write(`\nWritten to ${plainText(options.out)}: results.json, results.csv, timing.json\n`);
}

/** The next grading would take the results for a submission. */
function refuseOutInside({ folder, out }: GradeOptions): void {
  const [first = ''] = relative(folder, out).split(sep);
  if (first === '..' || first.startsWith('.') || first === 'node_modules') return;
  if (relative(folder, out) === out) return;
  throw new Misuse(
    '--out lies in the folder of submissions, where it would be taken for one: choose another',
  );
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  say(`grade: ${error.message}`);
  process.exitCode = 2;
}
