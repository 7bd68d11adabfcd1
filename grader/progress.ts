import cliProgress from 'cli-progress';
import { duration } from '../harness/run/summary.ts';
import type { RunListener } from './engine/part-maker.ts';
import { clip, plainText } from './plain-text.ts';
import type { SubmissionRecord } from './results/grade-file.ts';

/** Shows how far the grading is, on standard error: standard output is for the table. */
export interface GradeProgress extends RunListener {
  submissionDone(record: SubmissionRecord, wallMs: number): void;
  /** It was graded before, and nothing has changed. */
  submissionKnown(record: SubmissionRecord): void;
  end(): void;
}

/** A bar on a terminal, and elsewhere one line for each submission that is done. */
export function gradeProgress(submissions: number, runsEach: number): GradeProgress {
  return process.stderr.isTTY ? new ProgressBar(submissions, runsEach) : new ProgressLines(submissions);
}

/**
 * Counts runs, which are alike, and not submissions. Runs that turn out not to be needed leave the total, so
 * that the time to go is reckoned from those that were made.
 */
class ProgressBar implements GradeProgress {
  private readonly bar: cliProgress.SingleBar;
  private readonly submissions: number;
  private readonly runsEach: number;
  private graded = 0;

  constructor(submissions: number, runsEach: number) {
    this.submissions = submissions;
    this.runsEach = runsEach;
    const format =
      '{bar} {value} of {total} runs, {graded} of {submissions} submissions, {eta_formatted} to go';
    const options = { format, hideCursor: true, clearOnComplete: true, etaBuffer: 2000, barsize: 24 };
    this.bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
    this.bar.start(submissions * runsEach, 0, { graded: 0, submissions });
  }

  runDone(): void {
    this.bar.increment();
  }

  runsSkipped(count: number): void {
    this.bar.setTotal(this.bar.getTotal() - count);
  }

  submissionDone(): void {
    this.graded += 1;
    this.bar.update({ graded: this.graded, submissions: this.submissions });
  }

  submissionKnown(): void {
    this.runsSkipped(this.runsEach);
    this.submissionDone();
  }

  end(): void {
    this.bar.stop();
  }
}

class ProgressLines implements GradeProgress {
  private readonly submissions: number;
  private graded = 0;
  private known = 0;

  constructor(submissions: number) {
    this.submissions = submissions;
  }

  runDone(): void {}

  runsSkipped(): void {}

  submissionDone({ id, points, max }: SubmissionRecord, wallMs: number): void {
    this.graded += 1;
    const name = clip(plainText(id), 60);
    const score = `${points} of ${max} points in ${duration(wallMs)}`;
    process.stderr.write(`[${this.graded}/${this.submissions}] ${name}: ${score}\n`);
  }

  submissionKnown(): void {
    this.graded += 1;
    this.known += 1;
  }

  end(): void {
    if (this.known > 0) process.stderr.write(`graded before, and unchanged: ${this.known}\n`);
  }
}
