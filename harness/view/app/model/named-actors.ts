import type { Trace } from '../../../trace/trace.ts';

/** Actors that a text names at a place: `server 1`, `workers 1, 2 and 3`, `g1.0`. */
export interface NamedActors {
  /** Where in the text. */
  readonly at: number;
  /** Positions in `trace.actors`. */
  readonly actors: readonly number[];
}

/** A name whose actors are counted: `server 1`. */
const COUNTED = /^(\D*\S) (\d+)$/;

export function namedActors({ actors }: Trace, text: string): readonly NamedActors[] {
  const positions = new Map(actors.map(({ name }, actor) => [name, actor]));
  return [...text.matchAll(patternOf([...positions.keys()]))].map((match) => {
    const [name, word, numbers] = match;
    const names = numbers?.match(/\d+/g)?.map((number) => `${word} ${number}`) ?? [name];
    return { at: match.index, actors: names.flatMap((each) => positions.get(each) ?? []) };
  });
}

/** Finds `server 1` and `servers 1, 2 and 3`, with the word and the numbers apart; or a name as a whole. */
function patternOf(names: readonly string[]): RegExp {
  const words = new Set(names.flatMap((name) => COUNTED.exec(name)?.[1] ?? []));
  const others = names.filter((name) => !COUNTED.test(name));
  const counted = `(${[...words].map(escaped).join('|')})(?:e?s)? (\\d+(?:(?:, (?:and )?| and )\\d+)*)`;
  const choices = [words.size > 0 ? [counted] : [], others.map(escaped)].flat();
  // A name ends where no further letter or digit follows; a text with no choice at all is never found.
  return choices.length > 0 ? new RegExp(`\\b(?:${choices.join('|')})(?!\\w)`, 'g') : /(?!)/g;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
