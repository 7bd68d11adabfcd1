import cliProgress from 'cli-progress';
import { duration } from '../harness/run/summary.ts';
import type { Grade, RunListener } from './grade-submission.ts';
import { clip, plainText } from './plain-text.ts';

/** Shows how far the grading is, on standard error: standard output is for the table. */
export interface GradeProgress extends RunListener {
  submissionDone(grade: Grade): void;
  end(): void;
}

/** A bar on a terminal, and elsewhere one line for each submission that is done. */
export function gradeProgress(submissions: number, runs: number): GradeProgress {
  return process.stderr.isTTY ? new ProgressBar(submissions, runs) : new ProgressLines(submissions);
}

/** Counts runs, which are alike, and not submissions. Runs that turn out not to be needed leave the total. */
class ProgressBar implements GradeProgress {
  private readonly bar: cliProgress.SingleBar;
  private readonly submissions: number;
  private graded = 0;

  constructor(submissions: number, runs: number) {
    this.submissions = submissions;
    const format =
      '{bar} {value} of {total} runs, {graded} of {submissions} submissions, {eta_formatted} to go';
    const options = { format, hideCursor: true, clearOnComplete: true, etaBuffer: 200, barsize: 24 };
    this.bar = new cliProgress.SingleBar(options, cliProgress.Presets.shades_classic);
    this.bar.start(runs, 0, { graded: 0, submissions });
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

  end(): void {
    this.bar.stop();
  }
}

class ProgressLines implements GradeProgress {
  private readonly submissions: number;
  private graded = 0;

  constructor(submissions: number) {
    this.submissions = submissions;
  }

  runDone(): void {}

  runsSkipped(): void {}

  submissionDone({ id, points, max, cost }: Grade): void {
    this.graded += 1;
    const name = clip(plainText(id), 60);
    const score = `${points} of ${max} points in ${duration(cost.wallMs)}`;
    process.stderr.write(`[${this.graded}/${this.submissions}] ${name}: ${score}\n`);
  }

  end(): void {}
}
