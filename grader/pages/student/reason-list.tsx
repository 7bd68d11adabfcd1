import { failureGroups } from '../../results/failure-groups.ts';
import type { SubmissionRecord } from '../../results/grade-file.ts';
import { shownLine } from '../shown-text.ts';
import { counted } from '../words.ts';

const MOST_SHOWN = 5;
const LONGEST_MESSAGE = 240;
const SCENARIOS_LINKED = 3;

/** Where to begin: what cost the most runs, over all parts. */
export function ReasonList({ submission }: { readonly submission: SubmissionRecord }) {
  const names = new Map(
    submission.parts.flatMap(({ part, scenarios }) =>
      scenarios.map(({ slug, name }) => [`${part}-${slug}`, name] as const),
    ),
  );
  const groups = failureGroups([submission]);
  if (groups.length === 0) return null;
  return (
    <section class="reasons">
      <h2>What cost the most runs</h2>
      <ol>
        {groups.slice(0, MOST_SHOWN).map(({ rule, example, runs, places }, index) => (
          <li key={index}>
            <span class="rule">{shownLine(rule, LONGEST_MESSAGE)}</span>
            <span class="points">{counted(runs, 'run')}</span>
            <p class="message">{shownLine(example.message, LONGEST_MESSAGE)}</p>
            <p class="muted">
              in {counted(places.length, 'scenario')}:{' '}
              {places.slice(0, SCENARIOS_LINKED).map(({ part, slug }, place) => (
                <>
                  {place > 0 && ', '}
                  {part} <a href={`#${part}-${slug}`}>{names.get(`${part}-${slug}`)}</a>
                </>
              ))}
              {places.length > SCENARIOS_LINKED && ' …'}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
