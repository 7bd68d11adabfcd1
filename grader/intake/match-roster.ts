import { counted } from '../pages/words.ts';
import type { LateRule } from '../policy/policy.ts';
import type { ClassFlag } from '../results/grade-file.ts';
import { NOTHING_HANDED_IN } from '../results/handed-in.ts';
import { idKey } from './identity.ts';
import { refusedSubmission } from './refused-submission.ts';
import type { Roster, Student } from './roster.ts';
import type { Submission } from './submission.ts';
import { shownNames } from './unfit.ts';

export interface RosterMatch {
  /**
   * Those that were handed in, with a note where the roster does not know whose it is; and for each student
   * who handed in nothing one that is refused for that.
   */
  readonly submissions: readonly Submission[];
  /** By the id of their submission. */
  readonly students: ReadonlyMap<string, Student>;
  /** What does not fit together, for whoever grades. */
  readonly flags: readonly ClassFlag[];
}

const NAMES_SHOWN = 10;

/**
 * Finds the student of each submission. Letter case and the encoding of accents make no difference. `late` is
 * the rule of the policy, if it has one.
 */
export function matchRoster(
  roster: Roster,
  handedIn: readonly Submission[],
  late: LateRule | undefined,
): RosterMatch {
  const byKey = new Map(roster.students.map((student) => [idKey(student.id), student]));
  const students = new Map<string, Student>();
  const submissions: Submission[] = [];
  const unknown: string[] = [];
  for (const submission of handedIn) {
    const { id, notes } = submission;
    const student = byKey.get(idKey(id));
    if (student) students.set(id, student);
    else unknown.push(id);
    submissions.push(student ? submission : { ...submission, notes: [...notes, 'it is not in the roster'] });
  }
  const present = new Set(students.values());
  const missing = roster.students.filter((student) => !present.has(student));
  for (const student of missing) {
    // What nobody handed in is not late.
    students.set(student.id, { ...student, lateDays: 0 });
    submissions.push(refusedSubmission(student.id, NOTHING_HANDED_IN));
  }
  const messages = [
    ...namesText('nothing handed in', missing.map(({ id }) => id).sort()),
    ...namesText('not in the roster', unknown.sort()),
    ...lateDaysText(roster, late),
  ];
  return { submissions, students, flags: messages.map((message) => ({ kind: 'roster', message })) };
}

function namesText(what: string, ids: readonly string[]): string[] {
  return ids.length === 0 ? [] : [`${what} (${ids.length}): ${shownNames(ids, NAMES_SHOWN)}`];
}

/** What one of the two says of late days, and the other does not. */
function lateDaysText({ students, hasLateDays }: Roster, late: LateRule | undefined): string[] {
  const count = students.filter(({ lateDays }) => lateDays > 0).length;
  if (count > 0 && !late) {
    return [
      `late days cost nothing: the roster has ${counted(count, 'student')} with some, the policy no rule \`late\``,
    ];
  }
  if (late && !hasLateDays) {
    return ['late days cost nothing: the policy has the rule `late`, but the roster no column `late days`'];
  }
  return [];
}
