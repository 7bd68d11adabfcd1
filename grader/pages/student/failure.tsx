import { seedList } from '../../../harness/run/failure-text.ts';
import type { FailureRecord } from '../../../harness/run/result-file.ts';
import type { Feedback } from '../feedback.ts';
import { shownLine, shownLines } from '../shown-text.ts';
import type { AlikeFailures } from './alike-failures.ts';

const LONGEST_MESSAGE = 2000;
const LONGEST_LINE = 300;

export interface FailureProps {
  readonly alike: AlikeFailures;
  readonly feedback: Feedback;
  /** What to type for help, if there is some. */
  readonly hint: string | undefined;
  /** Address of the page that shows a run by its seed. */
  readonly timelines: ReadonlyMap<number, string>;
}

/** What went wrong, for one seed, and which others go wrong in the same way. */
export function Failure({ alike: { first, otherSeeds }, feedback, hint, timelines }: FailureProps) {
  const seen = [first.seed, ...otherSeeds].find((seed) => timelines.has(seed));
  const address = seen === undefined ? undefined : timelines.get(seen);
  return (
    <li>
      {feedback.messages && (
        <>
          <p class="rule">{shownLine(first.rule, LONGEST_LINE)}</p>
          <p class="message">{shownLines(first.message, LONGEST_MESSAGE)}</p>
        </>
      )}
      {feedback.seeds && (
        <p class="seeds">
          seed {first.seed}
          {otherSeeds.length > 0 && `, and in the same way ${seedList(otherSeeds)}`}
        </p>
      )}
      {feedback.seeds && feedback.replay && canRunAgain(first) && (
        <p class="command">
          Run it again: <code class="copied">{shownLine(first.replay, LONGEST_LINE)}</code>
        </p>
      )}
      {feedback.messages && hint !== undefined && (
        <p class="command">
          A hint: <code class="copied">npm run hint {hint}</code>
        </p>
      )}
      {feedback.seeds && feedback.timelines && address !== undefined && (
        <p class="command">
          See it: <a href={address}>the timeline of seed {seen}</a>
        </p>
      )}
    </li>
  );
}

/** What was not run can't be run again. */
function canRunAgain({ rule }: FailureRecord): boolean {
  return !rule.startsWith('grader/');
}
