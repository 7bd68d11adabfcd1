import type { Trace } from '../../../trace/trace.ts';

/** Actors that a text names at a place: `server 1`, `workers 1, 2 and 3`. */
export interface NamedActors {
  /** Where in the text. */
  readonly at: number;
  /** Positions in `trace.actors`. */
  readonly actors: readonly number[];
}

const NAMES = /\b(server|client|worker)s? (\d+(?:(?:, (?:and )?| and )\d+)*)/g;

export function namedActors({ actors }: Trace, text: string): readonly NamedActors[] {
  return [...text.matchAll(NAMES)].map((match) => {
    const names = (match[2] ?? '').match(/\d+/g)?.map((number) => `${match[1]} ${number}`) ?? [];
    const positions = names.map((name) => actors.findIndex((actor) => actor.name === name));
    return { at: match.index, actors: positions.filter((position) => position >= 0) };
  });
}
