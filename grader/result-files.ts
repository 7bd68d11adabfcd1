import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type PartRecord, resultFile, type ScenarioRecord } from '../harness/run/result-file.ts';
import type { Grade } from './grade-submission.ts';
import { Misuse } from './misuse.ts';

/** `results.json`. The same bytes whenever the same work is graded: no times, no dates, no paths. */
export interface GradeFile {
  readonly version: 1;
  readonly submissions: readonly SubmissionRecord[];
}

export interface SubmissionRecord {
  readonly id: string;
  readonly points: number;
  readonly max: number;
  readonly parts: readonly GradedPart[];
}

export interface GradedPart extends Omit<PartRecord, 'scenarios'> {
  readonly scenarios: readonly Omit<ScenarioRecord, 'cpuMs'>[];
}

/** Makes the folder for the results. Throws `Misuse` if it cannot be one. */
export async function prepareOut(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Misuse(`--out: cannot make the folder ${folder} (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Writes the three files; each is whole or as it was before, whatever happens meanwhile. */
export async function writeResults(folder: string, grades: readonly Grade[]): Promise<void> {
  await replaceFile(join(folder, 'results.json'), jsonText(gradeFile(grades)));
  await replaceFile(join(folder, 'results.csv'), csvText(grades));
  await replaceFile(join(folder, 'timing.json'), jsonText(timingFile(grades)));
}

export function gradeFile(grades: readonly Grade[]): GradeFile {
  const submissions = grades.map(({ id, points, max, parts }) => {
    const summary = { impl: 'labs' as const, runs: 0, wallMs: 0, parts };
    return { id, points, max, parts: resultFile(summary).parts.map(withoutTimes) };
  });
  return { version: 1, submissions };
}

/** RFC 4180. An id that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvText(grades: readonly Grade[]): string {
  const parts = grades[0]?.parts.map(({ part }) => part) ?? [];
  const rows = grades.map((grade) => [
    grade.id,
    ...grade.parts.map(({ points }) => points),
    grade.points,
    grade.max,
  ]);
  const options = { record_delimiter: 'windows', escape_formulas: true } as const;
  return stringify([['id', ...parts, 'total', 'max'], ...rows], options);
}

function withoutTimes({ scenarios, ...part }: PartRecord): GradedPart {
  return { ...part, scenarios: scenarios.map(({ cpuMs: _, ...scenario }) => scenario) };
}

function timingFile(grades: readonly Grade[]): unknown {
  const submissions = grades.map(({ id, cost, partCosts }) => ({ id, ...cost, parts: partCosts }));
  return { version: 1, submissions };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
