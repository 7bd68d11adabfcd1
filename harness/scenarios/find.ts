import { LABS } from './index.ts';
import type { Lab, Part, Scenario, StagedFailure } from './scenario.ts';

/** The lab and part with this part id (`lab2a`). Throws if there is none. */
export function findPart(partId: string): { readonly lab: Lab; readonly part: Part } {
  for (const lab of LABS) {
    const part = lab.parts.find(({ id }) => id === partId);
    if (part) return { lab, part };
  }
  throw new Error(`there is no part ${partId}`);
}

/** The lab that has this scenario; undefined for one that is in no lab. */
export function labOf(scenario: Scenario): Lab | undefined {
  return LABS.find(({ parts }) => parts.some((part) => allOf(part).includes(scenario)));
}

/** The scenario of a part with this slug, staged failures included. Throws if there is none. */
export function findScenario(partId: string, slug: string): Scenario {
  const scenario = allOf(findPart(partId).part).find((candidate) => candidate.slug === slug);
  if (!scenario) throw new Error(`part ${partId} has no scenario ${slug}`);
  return scenario;
}

/** The failure of this part that is staged under this very slug. */
export function findStaged({ staged = [] }: Part, slug: string): StagedFailure | undefined {
  return staged.find((failure) => failure.slug === slug);
}

/** Whether a run of this scenario that breaks this rule does what it was staged for. */
export function isStagedToBreak(partId: string, slug: string, rule: string): boolean {
  const part = LABS.flatMap(({ parts }) => parts).find(({ id }) => id === partId);
  return part !== undefined && findStaged(part, slug)?.breaks === rule;
}

/** Scenarios, and what is only staged. */
function allOf({ scenarios, staged = [] }: Part): readonly Scenario[] {
  return [...scenarios, ...staged];
}
