import type { FailureRecord } from '../../harness/run/result-file.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';
import type { CellFailure, Saying } from './report-data.ts';
import { shownLine } from './shown-text.ts';

const LONGEST_RULE = 80;
const LONGEST_MESSAGE = 300;
/** Different things that one submission may say: strangers' messages shall not fill the page. */
const MOST_SAYINGS = 40;
const MORE = '(more different messages than are shown here)';

/** What failures say, each once: messages that differ in numbers only count as one. */
export class Sayings {
  readonly all: Saying[] = [];
  private readonly known = new Map<string, number>();

  /** The first failure of each scenario of a submission that has one. `columnOf`: by `PART SLUG`. */
  firstsOf({ parts }: SubmissionRecord, columnOf: ReadonlyMap<string, number>): CellFailure[] {
    const most = this.all.length + MOST_SAYINGS;
    return parts.flatMap(({ part, scenarios }) =>
      scenarios.flatMap(({ slug, failures: [first] }): CellFailure[] => {
        const column = columnOf.get(`${part} ${slug}`);
        if (!first || column === undefined) return [];
        return [[column, this.indexOf(first, most), shownReplay(first)]];
      }),
    );
  }

  private indexOf({ rule, message }: FailureRecord, most: number): number {
    const said = this.known.get(keyOf(rule, message));
    if (said !== undefined) return said;
    const shown = this.all.length < most ? message : MORE;
    const key = keyOf(rule, shown);
    const index = this.known.get(key) ?? this.all.length;
    if (index === this.all.length) {
      this.all.push(shownSaying(rule, shown));
      this.known.set(key, index);
    }
    return index;
  }
}

/** As much of a failure as the report shows. */
export function shownSaying(rule: string, message: string): Saying {
  return { rule: shownLine(rule, LONGEST_RULE), message: shownLine(message, LONGEST_MESSAGE) };
}

/** Empty where nothing was run that could be run again. */
export function shownReplay({ rule, replay }: FailureRecord): string {
  return rule.startsWith('grader/') ? '' : shownLine(replay, LONGEST_MESSAGE);
}

function keyOf(rule: string, message: string): string {
  return `${rule}\n${message.slice(0, LONGEST_MESSAGE).replace(/\d+/g, '0')}`;
}
