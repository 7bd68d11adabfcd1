import { join } from 'node:path';
import { hundredths } from '../../harness/run/score.ts';
import type { Certainty } from '../score/certainty.ts';
import { ClassFlags } from './class-flags.ts';
import { csvHeader, csvRow } from './csv-rows.ts';
import type {
  ClassFlag,
  GradingRecord,
  ShardNumber,
  SubmissionRecord,
  SubmissionTiming,
  TimingFile,
} from './grade-file.ts';
import { ReplacementFile } from './replacement-file.ts';

/** What is true of a grading as a whole. */
export interface GradingAbout {
  readonly grading: GradingRecord;
  /** Flags that do not come from looking at the submissions, such as those of our solution. */
  readonly flags: readonly ClassFlag[];
  readonly tier: string;
  /** From the start of the grading to its last result. */
  readonly wallMs: number;
  /** Of a grading with `--runs auto`. The files hold no more of it than flags. */
  readonly certainty?: Certainty;
  /** Of a grading with `--shard`. */
  readonly shard?: ShardNumber;
}

export interface GradedSubmission {
  readonly record: SubmissionRecord;
  readonly timing: SubmissionTiming;
}

/**
 * Writes `results.json`, `results.csv` and `timing.json` into `folder`, which exists, one submission after
 * the other: there may be more of them than fit in memory. They must come sorted by id. Each file is whole or
 * as it was before, whatever happens meanwhile. Returns all flags, those of the submissions among them.
 */
export async function writeResults(
  folder: string,
  about: GradingAbout,
  submissions: AsyncIterable<GradedSubmission> | Iterable<GradedSubmission>,
): Promise<readonly ClassFlag[]> {
  const files: ReplacementFile[] = [];
  const open = async (name: string): Promise<ReplacementFile> => {
    const file = await ReplacementFile.open(join(folder, name));
    files.push(file);
    return file;
  };
  try {
    const results = await open('results.json');
    const csv = await open('results.csv');
    const timing = await open('timing.json');
    const flags = await writeAll({ results, csv, timing }, about, submissions);
    for (const file of files) await file.replace();
    return flags;
  } catch (error) {
    for (const file of files) await file.discard();
    throw error;
  }
}

interface OpenFiles {
  readonly results: ReplacementFile;
  readonly csv: ReplacementFile;
  readonly timing: ReplacementFile;
}

async function writeAll(
  { results, csv, timing }: OpenFiles,
  { grading, flags: known, tier, wallMs, shard }: GradingAbout,
  submissions: AsyncIterable<GradedSubmission> | Iterable<GradedSubmission>,
): Promise<readonly ClassFlag[]> {
  const flags = new ClassFlags(known);
  let cpuMs = 0;
  let last: string | undefined;
  await results.write(`{\n  "version": 1,\n  "grading": ${indented(grading, 1)},\n  "submissions": [`);
  await csv.write(csvHeader(grading.parts));
  await timing.write('{\n  "version": 1,\n  "submissions": [');
  for await (const { record, timing: cost } of submissions) {
    if (last !== undefined && record.id <= last) throw new Error(`${record.id} comes after ${last}`);
    const separator = last === undefined ? '\n    ' : ',\n    ';
    last = record.id;
    flags.add(record);
    cpuMs += cost.cpuMs;
    await results.write(separator + indented(record, 2));
    await csv.write(csvRow(record, grading.parts));
    await timing.write(separator + indented(cost, 2));
  }
  const all = flags.all();
  const end = last === undefined ? ']' : '\n  ]';
  await results.write(`${end},\n  "flags": ${indented(all, 1)}\n}\n`);
  const totals: Omit<TimingFile, 'version' | 'submissions'> = {
    ...{ tier, cpuMs: hundredths(cpuMs), wallMs },
    ...(shard ? { shard } : {}),
  };
  const lines = Object.entries(totals).map(([key, value]) => `  "${key}": ${indented(value, 1)}`);
  await timing.write(`${end},\n${lines.join(',\n')}\n}\n`);
  return all;
}

/** As `JSON.stringify` lays it out so many levels deep. Strings in JSON hold no line breaks. */
function indented(value: unknown, levels: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${'  '.repeat(levels)}`);
}
