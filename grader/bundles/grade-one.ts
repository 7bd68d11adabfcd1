import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../../harness/run/vitest-settings.ts';
import { Misuse } from '../misuse.ts';
import { clip, plainText } from '../plain-text.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';
import { readGradeFile } from '../results/read-grade-file.ts';
import { copySubmission } from './copy-submission.ts';
import type { Settings } from './settings.ts';

/** What a bundle has to grade. */
export interface Work {
  /** Where the student's files lie. They are only read. */
  readonly folder: string;
  /** Who hands in, for the reports; also the name of a folder. */
  readonly id: string;
  /** Whole days after the due date. */
  readonly lateDays: number;
  readonly settings: Settings;
}

/** How a grading ended. */
export type Outcome =
  | { readonly kind: 'graded'; readonly submission: SubmissionRecord }
  /** The grader refused to start, with a message that the student or the staff can do something about. */
  | { readonly kind: 'refused'; readonly message: string }
  /** It is not the student's fault. `why` is for the staff. */
  | { readonly kind: 'crashed'; readonly why: string };

/** The program and first words of `npm run grade`, run in the project's folder. */
export const GRADER: readonly string[] = [
  process.execPath,
  'harness/run/start.mjs',
  'grader/grade-command.ts',
];

const MISUSE = 2;
const LONGEST_MESSAGE = 500;

/** Grades one submission in another process and leaves nothing behind. `grader` differs in tests only. */
export async function gradeOne(work: Work, grader: readonly string[] = GRADER): Promise<Outcome> {
  const scratch = await mkdtemp(join(tmpdir(), 'lockstep-'));
  try {
    return await gradeIn(scratch, work, grader);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function gradeIn(scratch: string, work: Work, grader: readonly string[]): Promise<Outcome> {
  const { folder, id, lateDays, settings } = work;
  const submissions = join(scratch, 'submissions');
  const out = join(scratch, 'out');
  await copySubmission(folder, join(submissions, id));
  // A platform has no place for timelines: nobody could open them.
  const words = [submissions, '--timelines', '0', ...settings.grade, '--out', out];
  if (settings.policy !== undefined) words.push('--policy', settings.policy);
  if (lateDays > 0) {
    const roster = join(scratch, 'roster.csv');
    await writeFile(roster, `id,late days\n${id},${lateDays}\n`);
    words.push('--roster', roster);
  }
  const { code, signal, complaint } = await run([...grader, ...words]);
  if (code === MISUSE) return { kind: 'refused', message: complaint.replaceAll(submissions, 'your upload') };
  if (code !== 0) return { kind: 'crashed', why: `the grader ended with ${signal ?? `code ${code}`}` };
  return await readOutcome(join(out, 'results.json'), id);
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last line that it wrote on standard error. */
  readonly complaint: string;
}

/** What it prints is for the staff, who find it in the platform's log. */
function run([program = '', ...words]: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd: PROJECT, stdio: ['ignore', 'inherit', 'pipe'] });
    let tail = '';
    child.stderr.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk);
      tail = `${tail}${chunk}`.slice(-4096);
    });
    child.on('error', reject);
    // `close` waits for the end of standard error, too, and what a killed grader has left running may hold
    // that open for ever.
    child.on('exit', (code) => {
      if (code !== MISUSE) child.stderr.destroy();
    });
    child.on('close', (code, signal) => resolve({ code, signal, complaint: lastLine(tail) }));
  });
}

function lastLine(text: string): string {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return clip(plainText(line.replace(/^grade: /, '')), LONGEST_MESSAGE);
}

async function readOutcome(path: string, id: string): Promise<Outcome> {
  try {
    const submission = (await readGradeFile(path)).submissions.find((one) => one.id === id);
    if (submission) return { kind: 'graded', submission };
    return { kind: 'crashed', why: `results.json does not name ${id}` };
  } catch (error) {
    // It was not the person who called that made this file.
    if (error instanceof Misuse) return { kind: 'crashed', why: error.message };
    throw error;
  }
}
