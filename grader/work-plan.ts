import { LABS } from '../harness/scenarios/index.ts';
import type { Lab, Part } from '../harness/scenarios/scenario.ts';
import { Misuse } from './misuse.ts';

interface ChosenLab {
  readonly lab: Lab;
  readonly parts: readonly Part[];
}

/** Whether there are points to be had in a lab: a tour has none. */
export function givesPoints({ parts }: Lab): boolean {
  return parts.some(({ scenarios }) => scenarios.some(({ points }) => points > 0));
}

/**
 * The labs and parts that `words` name, each once, in the order of the course; without words all of `present`
 * (lab ids) that give points. Labs that are ours by `--with` are not scored. Throws `Misuse` for unknown
 * words.
 */
export function planLabs(
  words: readonly string[],
  withReference: readonly string[],
  present: ReadonlySet<string>,
): ChosenLab[] {
  for (const word of withReference) {
    if (!LABS.some((lab) => lab.word === word)) throw unknownWord(word, '--with', knownLabs());
  }
  for (const word of words) checkWord(word, withReference);
  const isWanted = (lab: Lab, part: Part): boolean =>
    words.length > 0
      ? words.includes(lab.word) || words.includes(part.id)
      : present.has(lab.id) && givesPoints(lab) && !withReference.includes(lab.word);
  const planned = LABS.map((lab) => ({ lab, parts: lab.parts.filter((part) => isWanted(lab, part)) }));
  const labs = planned.filter(({ parts }) => parts.length > 0);
  if (labs.length === 0) {
    throw new Misuse('nothing to grade: every lab of the submissions is ours by --with, or gives no points');
  }
  return labs;
}

function checkWord(word: string, withReference: readonly string[]): void {
  const lab = LABS.find(
    (candidate) => candidate.word === word || candidate.parts.some(({ id }) => id === word),
  );
  if (!lab) throw unknownWord(word, '--lab', [...new Set([...knownLabs(), ...knownParts()])]);
  if (withReference.includes(lab.word)) {
    throw new Misuse(`--with ${lab.word} takes our code for ${lab.word}, so --lab ${word} would score ours`);
  }
}

function unknownWord(word: string, flag: string, known: readonly string[]): Misuse {
  return new Misuse(`${flag}: there is no ${JSON.stringify(word)}. Known: ${known.join(', ')}`);
}

function knownLabs(): string[] {
  return LABS.map(({ word }) => word);
}

function knownParts(): string[] {
  return LABS.flatMap(({ parts }) => parts.map(({ id }) => id));
}
