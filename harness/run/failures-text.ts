import { breadthOf } from '../scenarios/find-hint.ts';
import { failureText, wrap } from './failure-text.ts';
import type { PartResult, ScenarioResult } from './result.ts';
import { plural, type SummaryOptions } from './summary.ts';
import { undecidedTexts } from './undecided-runs.ts';
import { triedOnly, untriedTexts } from './untried-parts.ts';

/** Failures that are shown in full, unless somebody wants fewer. */
const FAILURES_SHOWN = 5;

/** A scenario that failed; it is told by its first failure. */
interface Failing {
  readonly part: string;
  readonly scenario: ScenarioResult;
  readonly rule: string | undefined;
}

/**
 * Some failures in full, of different rules as far as there are any, and those that fail most often; of the
 * rest the names. Above them: notes on what could not be tried and on what could not be decided.
 */
export function failuresText(parts: readonly PartResult[], options: SummaryOptions): string {
  const { failuresShown = FAILURES_SHOWN } = options;
  const failing = failingScenarios(parts);
  const shown = new Set(newsFirst(failing).slice(0, failuresShown));
  const texts = failing
    .filter((one) => shown.has(one))
    .map(({ part, scenario }) => {
      return failureText(part, scenario, { ...options, passing: options.passing?.get(part) });
    });
  const hidden = failing.filter((one) => !shown.has(one));
  const notes = [...untriedTexts(parts, options.paint), ...undecidedTexts(parts, options.paint)];
  return [...notes, ...texts, ...(hidden.length > 0 ? [hiddenText(hidden)] : [])].join('\n\n');
}

function failingScenarios(parts: readonly PartResult[]): Failing[] {
  return parts.flatMap(({ part, scenarios }) =>
    scenarios
      .map(triedOnly)
      .filter(({ failures }) => failures.length > 0)
      .map((scenario) => ({ part, scenario, rule: scenario.failures[0]?.rule })),
  );
}

/**
 * The first of each rule, then the others: a rule that was shown already is likely the same mistake. Of what
 * fails most often, first what was staged for few mistakes: its hint says more than that of a mixed scenario.
 */
function newsFirst(failing: readonly Failing[]): readonly Failing[] {
  const worst = failing.toSorted((a, b) => passRate(a) - passRate(b));
  const first = new Map(worst.toReversed().map((one) => [one.rule, one]));
  const isNews = (one: Failing): number => Number(first.get(one.rule) === one);
  const breadth = new Map(failing.map((one) => [one, breadthOf(one.part, one.scenario.slug)]));
  const isBroader = (a: Failing, b: Failing): number =>
    breadth.get(a) === breadth.get(b) ? 0 : (breadth.get(a) ?? 0) - (breadth.get(b) ?? 0);
  return worst.toSorted((a, b) => isNews(b) - isNews(a) || passRate(a) - passRate(b) || isBroader(a, b));
}

function passRate({ scenario: { passed, runs } }: Failing): number {
  return passed / runs;
}

/** One line for each part and rule: `lab2a raft/x: one, two`. */
function hiddenText(hidden: readonly Failing[]): string {
  const slugs = new Map<string, string[]>();
  for (const { part, scenario, rule } of hidden) {
    const what = `${part} ${rule}`;
    slugs.set(what, [...(slugs.get(what) ?? []), scenario.slug]);
  }
  const lines = [...slugs].map(([what, names]) => `  ${what}: ${names.join(', ')}`);
  const title = `${hidden.length} more failing ${plural(hidden.length, 'scenario')} (only=NAME runs one):`;
  return [title, ...lines.flatMap((line) => wrap(line, undefined, 4))].join('\n');
}
