import { existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { formatFiles } from './formats/format-files.ts';
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
import { announceFiles, removeOtherFiles } from './results/written-files.ts';

/** Made for one student each: what the shards have is what a grading without shards has. */
const OF_STUDENTS = ['students', 'gradescope'];

/**
 * Writes into `out` what a grading without shards would have written, but for the comparison of submissions,
 * of which shards know nothing; and removes what an earlier merge wrote and this one does not. `formats` are
 * those for a class. Throws `Misuse` if the folders do not belong
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
  const ofStudents = (await Promise.all(folders.map(filesOfStudents))).flat();
  const paths = ['report.html', ...ofStudents, ...formatFiles(formats, [])];
  await announceFiles(out, paths);
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
  await removeOtherFiles(out, paths);
  const written = ['results.json', 'results.csv', 'timing.json', 'report.html', 'students/', ...more];
  process.stdout.write(`\nWritten to ${plainText(out)}: ${written.join(', ')}\n`);
}

/** Paths below the folder of a shard. */
async function filesOfStudents(folder: string): Promise<string[]> {
  const names = OF_STUDENTS.filter((name) => existsSync(join(folder, name)));
  const lists = names.map((name) => readdir(join(folder, name), { recursive: true, withFileTypes: true }));
  const entries = (await Promise.all(lists)).flat().filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
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
