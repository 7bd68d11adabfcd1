import type { Outcome, ReportData, ReportRow } from '../report-data.ts';

/** By what rows are sorted: a column of the table, or a scenario by its index. */
export type SortKey = 'id' | 'points' | 'cpu' | `part ${number}` | `scenario ${number}`;

export interface Order {
  readonly by: SortKey;
  readonly isDescending: boolean;
}

/** What has been searched for: rows whose id or name has the text, out of those that a list names. */
export interface Choice {
  readonly text: string;
  readonly named?: { readonly words: string; readonly rows: ReadonlySet<number> };
}

/** Indexes of the rows that are chosen, in order. */
export function shownRows(data: ReportData, { text, named }: Choice, order: Order): number[] {
  const wanted = text.trim().toLowerCase();
  const chosen = [...data.rows.keys()].filter((row) => {
    const { id, name = '' } = data.rows[row] as ReportRow;
    return (!named || named.rows.has(row)) && `${id}\n${name}`.toLowerCase().includes(wanted);
  });
  return sorted(data, chosen, order);
}

/** Equal ones stay in the order of their ids. */
function sorted(data: ReportData, rows: readonly number[], { by, isDescending }: Order): number[] {
  if (by === 'id') return isDescending ? rows.toReversed() : [...rows];
  const values = data.rows.map((row) => sortValue(data, row, by));
  const sign = isDescending ? -1 : 1;
  return rows.toSorted((a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b);
}

/** What was not graded comes below all that was. */
function sortValue(data: ReportData, row: ReportRow, by: Exclude<SortKey, 'id'>): number {
  if (by === 'points') return row.isRefused ? -1 : row.points;
  if (by === 'cpu') return row.cpuMs;
  const index = Number(by.split(' ')[1]);
  if (by.startsWith('part ')) return row.partPoints[index] ?? -1;
  const outcome = outcomeOf(data, row, index);
  return outcome ? outcome[0] / outcome[1] : -1;
}

/** Undefined where nothing was run. */
export function outcomeOf({ outcomes }: ReportData, row: ReportRow, column: number): Outcome | undefined {
  return outcomes[row.cells[column] ?? -1];
}

/** The share of all runs of the class that passed, by scenario; undefined where none was made. */
export function classRates(data: ReportData): (number | undefined)[] {
  return data.columns.map((_, column) => {
    let passed = 0;
    let runs = 0;
    for (const row of data.rows) {
      const outcome = outcomeOf(data, row, column);
      passed += outcome?.[0] ?? 0;
      runs += outcome?.[1] ?? 0;
    }
    return runs === 0 ? undefined : passed / runs;
  });
}
