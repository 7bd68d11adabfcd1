import { LABS } from './index.ts';
import type { Lab, Part, Scenario } from './scenario.ts';

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
  return LABS.find(({ parts }) => parts.some(({ scenarios }) => scenarios.includes(scenario)));
}

/** The scenario of a part with this slug. Throws if there is none. */
export function findScenario(partId: string, slug: string): Scenario {
  const scenario = findPart(partId).part.scenarios.find((candidate) => candidate.slug === slug);
  if (!scenario) throw new Error(`part ${partId} has no scenario ${slug}`);
  return scenario;
}
