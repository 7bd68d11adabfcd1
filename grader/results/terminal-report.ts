import type { Paint } from '../../harness/run/failure-text.ts';
import { type Certainty, certaintyText } from '../score/certainty.ts';
import { commonFailuresText, flagsText, gradingText } from './class-text.ts';
import { FailureGroups } from './failure-groups.ts';
import type { ClassFlag, GradingRecord, SubmissionRecord } from './grade-file.ts';
import { gradeTable, type TableRow, tableRow } from './grade-table.ts';
import { isHandedIn } from './handed-in.ts';
import { isPartlyPassed, reasonsText } from './reasons-text.ts';

/** Submissions whose reasons are told one by one. */
const MOST_TOLD = 40;
const INTERVALS = 'In brackets: between which rates of passing the truth lies, at 95 %.';

export interface TerminalLook {
  readonly paint: Paint;
  /** Of the terminal; undefined: a pipe, where tables are as wide as they are. */
  readonly columns: number | undefined;
  /** Of a grading with `--runs auto`. */
  readonly certainty?: Certainty | undefined;
}

/** What is printed at the end of a grading. Takes the submissions one by one, and keeps little of each. */
export class TerminalReport {
  private readonly look: TerminalLook;
  private readonly rows: TableRow[] = [];
  private readonly reasons: string[] = [];
  private readonly failures = new FailureGroups();
  private handedIn = 0;
  private withReasons = 0;
  private hasIntervals = false;

  constructor(look: TerminalLook) {
    this.look = look;
  }

  /** In the order of the table. */
  add(record: SubmissionRecord): void {
    this.rows.push(tableRow(record, this.look.certainty?.byId.get(record.id)));
    // A flag names them all.
    if (!isHandedIn(record)) return;
    this.handedIn += 1;
    // A refusal is one reason, and not one for each scenario.
    if (record.refusal === undefined) this.failures.add(record);
    const reasons = reasonsText(record, this.look.paint);
    if (reasons === '') return;
    this.withReasons += 1;
    if (this.reasons.length === MOST_TOLD) return;
    this.reasons.push(reasons);
    this.hasIntervals ||= record.parts.some(({ scenarios }) => scenarios.some(isPartlyPassed));
  }

  /** All of it, without a line break at the end. `flags` are those of `results.json`. */
  text(grading: GradingRecord, tier: string, flags: readonly ClassFlag[]): string {
    const { paint, columns, certainty } = this.look;
    const below = [gradingText(grading, tier), ...(certainty ? [certaintyText(certainty)] : [])];
    const hidden = this.withReasons - this.reasons.length;
    const sections = [
      `${gradeTable(this.rows, paint, columns)}\n${paint.dim(below.join('\n'))}`,
      ...this.reasons,
      hidden > 0 ? paint.dim(`and ${hidden} more submissions: see results.json`) : '',
      this.hasIntervals ? paint.dim(INTERVALS) : '',
      commonFailuresText(this.failures.groups(), this.handedIn, paint),
      flagsText(flags, paint),
    ];
    return sections.filter((section) => section !== '').join('\n\n');
  }
}
