import type { FailureRecord } from '../../harness/run/result-file.ts';
import type { SubmissionRecord } from '../results/grade-file.ts';
import type { CellFailure, FailureGroup, Saying } from './report-data.ts';
import { shownLine } from './shown-text.ts';

const LONGEST_RULE = 80;
const LONGEST_MESSAGE = 300;
/** Different things that one submission may say: strangers' messages shall not fill the page. */
const MOST_SAYINGS = 40;
const MOST_GROUPS = 100;
const MORE = '(more different messages than are shown here)';

interface Group {
  readonly saying: number;
  runs: number;
  readonly rows: Set<number>;
  readonly columns: Set<number>;
  readonly replay: string;
}

/** Gathers what the failures of a class say: the same thing, but for numbers, is kept once. */
export class ClassFailures {
  readonly sayings: Saying[] = [];
  private readonly known = new Map<string, number>();
  private readonly found = new Map<number, Group>();

  /** Takes up a submission, and returns the first failure of each of its scenarios. */
  add(row: number, { parts }: SubmissionRecord, columnOf: ReadonlyMap<string, number>): CellFailure[] {
    const mostSayings = this.sayings.length + MOST_SAYINGS;
    const firsts: CellFailure[] = [];
    for (const { part, scenarios } of parts) {
      for (const { slug, failures } of scenarios) {
        const column = columnOf.get(`${part} ${slug}`) ?? -1;
        for (const [index, failure] of failures.entries()) {
          const saying = this.sayingOf(failure, mostSayings);
          if (index === 0) firsts.push([column, saying, replayOf(failure)]);
          this.count(failure, { saying, row, column });
        }
      }
    }
    return firsts;
  }

  /** What the most submissions met comes first. */
  groups(): FailureGroup[] {
    return [...this.found.values()]
      .sort((a, b) => b.rows.size - a.rows.size || b.runs - a.runs || a.saying - b.saying)
      .slice(0, MOST_GROUPS)
      .map((group) => ({ ...group, rows: [...group.rows], columns: [...group.columns] }));
  }

  private sayingOf({ rule, message }: FailureRecord, mostSayings: number): number {
    const said = this.known.get(keyOf(rule, message));
    if (said !== undefined) return said;
    const shown = this.sayings.length < mostSayings ? message : MORE;
    const key = keyOf(rule, shown);
    const saying = this.known.get(key) ?? this.sayings.length;
    if (saying === this.sayings.length) {
      this.sayings.push({ rule: shownLine(rule, LONGEST_RULE), message: shownLine(shown, LONGEST_MESSAGE) });
      this.known.set(key, saying);
    }
    return saying;
  }

  private count(failure: FailureRecord, { saying, row, column }: { [at in Place]: number }): void {
    const group = this.found.get(saying) ?? {
      ...{ saying, runs: 0, rows: new Set(), columns: new Set() },
      replay: replayOf(failure),
    };
    this.found.set(saying, group);
    group.runs++;
    group.rows.add(row);
    group.columns.add(column);
  }
}

type Place = 'saying' | 'row' | 'column';

function keyOf(rule: string, message: string): string {
  return `${rule}\n${message.slice(0, LONGEST_MESSAGE).replace(/\d+/g, '0')}`;
}

/** Empty where nothing was run that could be run again. */
function replayOf({ rule, replay }: FailureRecord): string {
  return rule.startsWith('grader/') ? '' : shownLine(replay, LONGEST_MESSAGE);
}
