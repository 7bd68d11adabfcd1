import { stringify } from 'csv-stringify/sync';
import type { SubmissionRecord } from './grade-file.ts';

/** The first line of `results.csv`. */
export function csvHeader(parts: readonly string[]): string {
  return csvLine(['id', 'name', ...parts, 'earned', 'daysLate', 'penalty', 'total', 'max', 'notRun']);
}

/** The line of one submission. `notRun` holds the reason why nothing of it was run. */
export function csvRow(record: SubmissionRecord, parts: readonly string[]): string {
  const { id, name = '', points, max, late, refusal = '' } = record;
  const byPart = new Map(record.parts.map((part) => [part.part, part.points]));
  return csvLine([
    ...[id, name, ...parts.map((part) => byPart.get(part) ?? 0)],
    ...[late?.earned ?? points, late?.days ?? 0, late?.penalty ?? 0, points, max, refusal],
  ]);
}

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it. */
function csvLine(cells: readonly (string | number)[]): string {
  return stringify([[...cells]], { record_delimiter: 'windows', escape_formulas: true });
}
