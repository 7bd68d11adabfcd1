import { failureText, wrap } from './failure-text.ts';
import type { PartResult } from './result.ts';
import { plural, type SummaryOptions } from './summary.ts';
import { undecidedTexts } from './undecided-runs.ts';
import { triedOnly, untriedTexts } from './untried-parts.ts';

/** Failures that are shown in full, unless somebody wants fewer. */
const FAILURES_SHOWN = 5;

/**
 * The first failures in full, at most one a scenario, below notes on what could not be tried and on what
 * could not be decided.
 */
export function failuresText(parts: readonly PartResult[], options: SummaryOptions): string {
  const failing = parts.flatMap(({ part, scenarios }) =>
    scenarios
      .map(triedOnly)
      .filter(({ failures }) => failures.length > 0)
      .map((scenario) => ({ part, scenario })),
  );
  const { failuresShown = FAILURES_SHOWN } = options;
  const shown = failing.slice(0, failuresShown);
  const hidden = failing.slice(failuresShown);
  const texts = shown.map(({ part, scenario }) => {
    return failureText(part, scenario, { ...options, passing: options.passing?.get(part) });
  });
  if (hidden.length > 0) {
    const names = hidden.map(({ part, scenario }) => `only=${scenario.slug} (${part})`).join(', ');
    const text = `${hidden.length} more failing ${plural(hidden.length, 'scenario')}: ${names}`;
    texts.push(wrap(text).join('\n'));
  }
  const notes = [...untriedTexts(parts, options.paint), ...undecidedTexts(parts, options.paint)];
  return [...notes, ...texts].join('\n\n');
}
