import type { GradedPart } from '../../results/grade-file.ts';
import { shownLine } from '../shown-text.ts';
import { counted } from '../words.ts';
import { reasonsOf } from './reasons.ts';

const MOST_SHOWN = 5;
const LONGEST_MESSAGE = 240;
const SCENARIOS_LINKED = 3;

/** Where to begin: the rules that cost the most runs, over all parts. */
export function ReasonList({ parts }: { readonly parts: readonly GradedPart[] }) {
  const reasons = reasonsOf(parts);
  if (reasons.length === 0) return null;
  return (
    <section class="reasons">
      <h2>What cost the most runs</h2>
      <ol>
        {reasons.slice(0, MOST_SHOWN).map(({ rule, message, runs, scenarios }) => (
          <li key={rule}>
            <span class="rule">{shownLine(rule, LONGEST_MESSAGE)}</span>
            <span class="points">{counted(runs, 'run')}</span>
            <p class="message">{shownLine(message, LONGEST_MESSAGE)}</p>
            <p class="muted">
              in {counted(scenarios.length, 'scenario')}:{' '}
              {scenarios.slice(0, SCENARIOS_LINKED).map(({ part, slug, name }, index) => (
                <>
                  {index > 0 && ', '}
                  {part} <a href={`#${part}-${slug}`}>{name}</a>
                </>
              ))}
              {scenarios.length > SCENARIOS_LINKED && ' …'}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
