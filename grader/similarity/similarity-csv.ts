import { stringify } from 'csv-stringify/sync';
import type { Likeness, SimilarityReport } from './similarity-report.ts';

/**
 * `similarity.csv`: a row for each listed pair, and for each submission that is close to our solution. RFC
 * 4180, with a byte order mark for Excel; an id that a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
export function similarityCsv(report: SimilarityReport): string {
  const head = ['kind', 'a', 'b', 'share', 'lab', 'overall', 'longestRun', ...report.labs];
  const row = (kind: string, a: string, b: string, likeness: Likeness) => [
    ...[kind, a, b, rounded(likeness.share), likeness.lab, rounded(likeness.overall), likeness.longestRun],
    ...report.labs.map((word) => rounded(likeness.labs.find(({ lab }) => lab === word)?.share ?? 0)),
  ];
  const rows = [
    ...report.pairs.map((pair) => row('pair', pair.a, pair.b, pair)),
    ...report.likeSolution.map((one) => row('solution', one.id, '', one)),
  ];
  return stringify([head, ...rows], { record_delimiter: 'windows', escape_formulas: true, bom: true });
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
