import type { SubmissionRecord } from '../../results/grade-file.ts';
import { gradingWords, lateWords } from '../grading-words.ts';
import { pageName } from '../page-name.ts';
import { shownLine, shownLines } from '../shown-text.ts';
import { Part } from './part.tsx';
import { PartTable } from './part-table.tsx';
import { ReasonList } from './reason-list.tsx';
import type { StudentPageOptions } from './student-page.tsx';

const LONGEST_NAME = 120;
const LONGEST_NOTE = 2000;

export interface StudentProps extends StudentPageOptions {
  readonly submission: SubmissionRecord;
}

/** Points first, then part by part what failed and how to see it again. */
export function Student({ submission, grading, feedback, timelines }: StudentProps) {
  const { id, name, points, max, late, parts, notes, refusal } = submission;
  const folder = `${pageName(id)}/timelines`;
  return (
    <main>
      <header>
        <h1 class="id">{shownLine(name ?? id, LONGEST_NAME)}</h1>
        <p class="muted">
          {name !== undefined && <span class="id">{shownLine(id, LONGEST_NAME)} · </span>}
          {gradingWords(grading)}
        </p>
        <p class="total">
          <strong>{points}</strong> of {max} points
          {late && <span class="muted"> · {lateWords(late)}</span>}
        </p>
      </header>
      {refusal !== undefined && (
        <p class="refusal" role="note">
          Nothing of it was run: {shownLines(refusal, LONGEST_NOTE)}
        </p>
      )}
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note}>{shownLines(note, LONGEST_NOTE)}</li>
          ))}
        </ul>
      )}
      {parts.length > 0 && <PartTable parts={parts} />}
      {feedback.messages && <ReasonList submission={submission} />}
      {parts.map((part) => (
        <Part key={part.part} part={part} feedback={feedback} folder={folder} timelines={timelines} />
      ))}
      <footer class="muted">
        A seed decides everything that chance decides in a run: delays, losses, crashes. The same code does
        the same with the same seed, each time. In the bars, the stroke is the share of runs that passed, and
        the band where the share of all seeds lies with 95 % confidence.
      </footer>
    </main>
  );
}
