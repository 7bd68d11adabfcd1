import type { TimingFile } from '../results/grade-file.ts';

/** CPU time of a scenario of a submission, in ms; 0 where `timing.json` does not know it. */
export type CpuTimes = (id: string, part: string, slug: string) => number;

/** Looks times up by submission, part and scenario. */
export function cpuTimes({ submissions }: TimingFile): CpuTimes {
  const byScenario = new Map(
    submissions.flatMap(({ id, parts }) =>
      parts.flatMap(({ part, scenarios }) =>
        scenarios.map(({ slug, cpuMs }) => [keyOf(id, part, slug), cpuMs] as const),
      ),
    ),
  );
  return (id, part, slug) => byScenario.get(keyOf(id, part, slug)) ?? 0;
}

function keyOf(...names: readonly string[]): string {
  return JSON.stringify(names);
}
