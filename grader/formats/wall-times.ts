import type { TimingFile } from '../results/grade-file.ts';

/** How long a scenario of a submission took, in ms; 0 where `timing.json` does not know it. */
export type WallTimes = (id: string, part: string, slug: string) => number;

/** Looks times up by submission, part and scenario. */
export function wallTimes({ submissions }: TimingFile): WallTimes {
  const byScenario = new Map(
    submissions.flatMap(({ id, parts }) =>
      parts.flatMap(({ part, scenarios }) =>
        scenarios.map(({ slug, wallMs }) => [keyOf(id, part, slug), wallMs] as const),
      ),
    ),
  );
  return (id, part, slug) => byScenario.get(keyOf(id, part, slug)) ?? 0;
}

function keyOf(...names: readonly string[]): string {
  return JSON.stringify(names);
}
