import { byId } from '../order.ts';
import { idKey } from './identity.ts';
import type { Roster, Student } from './roster.ts';
import type { Submission } from './submission.ts';

export interface RosterMatch {
  /** Students by the id of their submission. */
  readonly students: ReadonlyMap<string, Student>;
  /** Who has handed in nothing, sorted by id. */
  readonly missing: readonly Student[];
  /** Ids of submissions of which the roster knows nothing, sorted. */
  readonly unknown: readonly string[];
}

/** Finds the student of each submission. Letter case and the encoding of accents make no difference. */
export function matchRoster(roster: Roster, submissions: readonly Submission[]): RosterMatch {
  const byKey = new Map(roster.students.map((student) => [idKey(student.id), student]));
  const students = new Map<string, Student>();
  const unknown: string[] = [];
  for (const { id } of submissions) {
    const student = byKey.get(idKey(id));
    if (student) students.set(id, student);
    else unknown.push(id);
  }
  const present = new Set(students.values());
  const missing = roster.students.filter((student) => !present.has(student));
  return { students, missing: missing.sort(byId), unknown: unknown.sort() };
}
