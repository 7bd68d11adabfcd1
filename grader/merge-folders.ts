import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { replaceFile } from './formats/replace-file.ts';
import { type Format, writeFormats } from './formats/write-formats.ts';
import { Misuse } from './misuse.ts';
import { makeReportData } from './pages/make-report-data.ts';
import { reportPage } from './pages/report-page.ts';
import { plainText } from './plain-text.ts';
import { DEFAULT_POLICY } from './policy/policy.ts';
import { reportGrading } from './report-grading.ts';
import type { GradeFile } from './results/grade-file.ts';
import { mergeShards, type Shard } from './results/merge-shards.ts';
import { prepareOut } from './results/prepare-out.ts';
import { readGradeFile, readTimingFile } from './results/read-grade-file.ts';

/** Made for one student each: what the shards have is what a grading without shards has. */
const OF_STUDENTS = ['students', 'gradescope'];

/**
 * Writes into `out` what a grading without shards would have written, but for the comparison of submissions,
 * of which shards know nothing. `formats` are those for a class. Throws `Misuse` if the folders do not belong
 * together.
 */
export async function mergeFolders(
  out: string,
  folders: readonly string[],
  formats: readonly Format[],
): Promise<void> {
  if (folders.includes(out)) {
    throw new Misuse(`${plainText(out)} is a shard, and what is in it would be lost: name another for OUT`);
  }
  const shards = [];
  for (const folder of folders) shards.push(await readShard(folder));
  const { about, submissions } = mergeShards(shards);
  await prepareOut(out);
  for (const name of OF_STUDENTS) {
    for (const folder of folders.filter((one) => existsSync(join(one, name)))) {
      await cp(join(folder, name), join(out, name), { recursive: true });
    }
  }
  const flags = await reportGrading(out, about, submissions);
  // As it was written. Read again, it might be too long for one piece.
  const records = submissions.map(({ record }) => record);
  const file: GradeFile = { version: 1, grading: about.grading, submissions: records, flags };
  const timing = await readTimingFile(join(out, 'timing.json'));
  await replaceFile(join(out, 'report.html'), [await reportPage(makeReportData(file, timing, undefined))]);
  // These are for the staff, and show everything.
  const { feedback } = DEFAULT_POLICY;
  const more = await writeFormats(out, file, timing, { formats, feedback, env: process.env });
  const written = ['results.json', 'results.csv', 'timing.json', 'report.html', 'students/', ...more];
  process.stdout.write(`\nWritten to ${plainText(out)}: ${written.join(', ')}\n`);
}

/** The messages of the readers name the file only, and each shard has one of that name. */
async function readShard(folder: string): Promise<Shard> {
  const name = plainText(basename(folder));
  try {
    const results = await readGradeFile(join(folder, 'results.json'));
    const timing = await readTimingFile(join(folder, 'timing.json'));
    if (results.submissions.length > 0 && !existsSync(join(folder, 'students'))) {
      throw new Misuse('the pages of its students are missing: bring all of the folder here');
    }
    return { name, results, timing };
  } catch (error) {
    throw error instanceof Misuse ? new Misuse(`${name}: ${error.message}`) : error;
  }
}
