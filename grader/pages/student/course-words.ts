import { LABS } from '../../../harness/scenarios/index.ts';

const PARTS = new Map(LABS.flatMap(({ parts }) => parts).map((part) => [part.id, part]));

/** `leader election`, of a part of the course. */
export function titleOf(part: string): string {
  return PARTS.get(part)?.title ?? '';
}

/** What a scenario does and what must hold, with backticks around code; and where that comes from. */
export function aboutOf(part: string, slug: string): { readonly about: string; readonly paper: string } {
  const scenario = PARTS.get(part)?.scenarios.find((one) => one.slug === slug);
  return { about: scenario?.about ?? '', paper: scenario?.paper ?? '' };
}
