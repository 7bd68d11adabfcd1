import type { Lab, Scenario } from '../scenarios/scenario.ts';

/** A lab of scenarios that do nothing, for tests of what reads the list of labs: slugs by part. */
export function fakeLab(id: string, word: string, parts: Readonly<Record<string, readonly string[]>>): Lab {
  return {
    id,
    word,
    title: id,
    files: {},
    programs: {},
    handsOut: 'stub',
    parts: Object.entries(parts).map(([part, slugs]) => ({
      id: part,
      title: part,
      scenarios: slugs.map(fakeScenario),
      hints: [],
    })),
  };
}

function fakeScenario(slug: string): Scenario {
  return { name: slug, slug, points: 1, paper: '', about: '', floors: {}, run: async () => {} };
}
