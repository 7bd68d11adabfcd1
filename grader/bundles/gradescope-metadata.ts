import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

/** What matters of Gradescope's `submission_metadata.json`. */
export interface SubmissionMetadata {
  readonly id: string;
  /** Whole days after the due date, a begun day counts; 0: in time. */
  readonly lateDays: number;
}

const FILE = v.object({
  id: v.optional(v.pipe(v.number(), v.integer()), 0),
  created_at: v.optional(v.string()),
  assignment: v.optional(v.object({ due_date: v.nullish(v.string()) })),
});

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Reads the metadata. How late a submission is follows from its own time alone, never from the clock: a
 * regrade makes nobody later. Throws if the file makes no sense, as a guess could cost a student points.
 */
export async function readMetadata(path: string): Promise<SubmissionMetadata> {
  const { id, created_at, assignment } = v.parse(FILE, JSON.parse(await readFile(path, 'utf8')));
  const due = assignment?.due_date;
  if (created_at === undefined || due === undefined || due === null) return { id: `${id}`, lateDays: 0 };
  const lateMs = Date.parse(created_at) - Date.parse(due);
  if (Number.isNaN(lateMs)) throw new Error(`${path}: created_at or due_date is no time in ISO 8601`);
  return { id: `${id}`, lateDays: Math.max(0, Math.ceil(lateMs / DAY_MS)) };
}
