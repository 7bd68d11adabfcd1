import { stringify } from 'csv-stringify/sync';
import type { SubmissionRecord } from './grade-file.ts';

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it. */
const FORMAT = { record_delimiter: 'windows', escape_formulas: true } as const;

/** The first line of `results.csv`. Without a byte order mark Excel would not take the file for UTF-8. */
export function csvHeader(parts: readonly string[]): string {
  const names = ['id', 'name', ...parts, 'earned', 'daysLate', 'penalty', 'total', 'max', 'notRun'];
  return stringify([names], { ...FORMAT, bom: true });
}

/** The line of one submission. `notRun` holds the reason why nothing of it was run. */
export function csvRow(record: SubmissionRecord, parts: readonly string[]): string {
  const { id, name = '', points, max, late, refusal = '' } = record;
  const byPart = new Map(record.parts.map((part) => [part.part, part.points]));
  const cells = [
    ...[id, name, ...parts.map((part) => byPart.get(part) ?? 0)],
    ...[late?.earned ?? points, late?.days ?? 0, late?.penalty ?? 0, points, max, refusal],
  ];
  return stringify([cells], FORMAT);
}
