import { basename } from 'node:path';
import * as v from 'valibot';
import { Misuse } from '../misuse.ts';
import { clip, plainText } from '../plain-text.ts';
import { readTextFile } from '../read-text-file.ts';
import type { GradeFile, TimingFile } from './grade-file.ts';
import { gradeFileSchema, timingFileSchema } from './grade-file-schema.ts';

const LONGEST_SHOWN = 60;

/** Reads a `results.json`. Throws `Misuse` if it cannot be read or is none. */
export async function readGradeFile(path: string): Promise<GradeFile> {
  const file = await readJson(path, 'the results', gradeFileSchema);
  refuseTwins(file.submissions, path);
  return file;
}

/** Reads a `timing.json`. Throws `Misuse` if it cannot be read or is none. */
export async function readTimingFile(path: string): Promise<TimingFile> {
  const file = await readJson(path, 'the times', timingFileSchema);
  refuseTwins(file.submissions, path);
  return file;
}

async function readJson<Value>(
  path: string,
  what: string,
  schema: v.GenericSchema<unknown, Value>,
): Promise<Value> {
  const text = await readTextFile(path, what);
  const name = plainText(basename(path));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Misuse(`${name} is not JSON: ${clip(plainText((error as Error).message), LONGEST_SHOWN)}`);
  }
  const { success, issues } = v.safeParse(schema, value, { abortEarly: true });
  // What was read, and not a copy of it: its keys are in the order in which they were written.
  if (success) return value as Value;
  throw new Misuse(`${name}: ${issueText(issues[0])}`);
}

function issueText(issue: v.BaseIssue<unknown>): string {
  const path = plainText(v.getDotPath(issue) ?? '');
  const { expected, received } = issue;
  if (received === 'undefined') return `${path} is missing`;
  if (path === 'version') return `it is of version ${shown(received)}, and this grader reads ${expected}`;
  if (expected === 'never') return `unknown key ${path}`;
  return `${path || 'the whole'} must be ${expected ?? 'valid'}, not ${shown(received)}`;
}

function shown(text: string): string {
  return clip(plainText(text), LONGEST_SHOWN);
}

function refuseTwins(submissions: readonly { readonly id: string }[], path: string): void {
  const ids = new Set<string>();
  for (const { id } of submissions) {
    if (ids.has(id)) throw new Misuse(`${plainText(basename(path))} holds ${shown(id)} twice`);
    ids.add(id);
  }
}
