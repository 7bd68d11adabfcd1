import { join } from 'node:path';
import { replaceFile } from '../formats/replace-file.ts';
import { makePageData } from './make-page-data.ts';
import { similarity } from './similarity.ts';
import { similarityCsv } from './similarity-csv.ts';
import { similarityPage } from './similarity-page.ts';
import type { SimilarityReport } from './similarity-report.ts';
import type { SubmittedCode } from './submission-prints.ts';

/**
 * Compares the submissions that have a lab (refused ones have none) and writes `similarity.html` and
 * `similarity.csv` to the folder `out`, which exists. Throws `Misuse` if there are too many submissions.
 */
export async function writeSimilarity(out: string, all: readonly SubmittedCode[]): Promise<SimilarityReport> {
  const submissions = all.filter(({ labs }) => labs.length > 0);
  const report = await similarity(submissions);
  const data = await makePageData(report, submissions);
  await replaceFile(join(out, 'similarity.html'), [await similarityPage(data)]);
  await replaceFile(join(out, 'similarity.csv'), [similarityCsv(report)]);
  return report;
}
