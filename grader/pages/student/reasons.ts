import type { GradedPart } from '../../results/grade-file.ts';

/** A rule that a submission broke, over all its parts. */
export interface Reason {
  readonly rule: string;
  /** What the first failure said. */
  readonly message: string;
  /** Runs that it cost. */
  readonly runs: number;
  /** In the order of the course. */
  readonly scenarios: readonly { readonly part: string; readonly slug: string; readonly name: string }[];
}

/** The rule that cost the most runs comes first. */
export function reasonsOf(parts: readonly GradedPart[]): Reason[] {
  const reasons = new Map<string, { rule: string; message: string; runs: number; scenarios: Place[] }>();
  for (const { part, scenarios } of parts) {
    for (const { slug, name, runs, passed, failures } of scenarios) {
      for (const [index, { rule, message }] of failures.entries()) {
        const reason = reasons.get(rule) ?? { rule, message, runs: 0, scenarios: [] };
        reasons.set(rule, reason);
        // The last failure stands for all others that were lost: not made, or as too little happened in them.
        reason.runs += index === failures.length - 1 ? runs - passed - index : 1;
        const last = reason.scenarios.at(-1);
        if (last?.part !== part || last.slug !== slug) reason.scenarios.push({ part, slug, name });
      }
    }
  }
  return [...reasons.values()].sort((a, b) => b.runs - a.runs);
}

type Place = Reason['scenarios'][number];
