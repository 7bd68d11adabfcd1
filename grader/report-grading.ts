import pc from 'picocolors';
import type { ClassFlag } from './results/grade-file.ts';
import { TerminalReport } from './results/terminal-report.ts';
import { type GradedSubmission, type GradingAbout, writeResults } from './results/write-results.ts';

/**
 * Writes the result files into `out` and prints the table; one submission after the other, sorted by id.
 * Gives all flags, those of the submissions among them.
 */
export async function reportGrading(
  out: string,
  about: GradingAbout,
  graded: Iterable<GradedSubmission>,
): Promise<readonly ClassFlag[]> {
  const { certainty } = about;
  const terminal = new TerminalReport({ paint: pc, columns: process.stdout.columns, certainty });
  const seen = function* () {
    for (const one of graded) {
      terminal.add(one.record);
      yield one;
    }
  };
  const flags = await writeResults(out, about, seen());
  process.stdout.write(`${terminal.text(about.grading, about.tier, flags)}\n`);
  return flags;
}
