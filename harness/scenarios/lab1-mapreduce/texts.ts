import type { Random } from '../../../labrpc/sim/random.ts';

const VOCABULARY = (
  'the of and to in that was his it with is for as had you not be her on at by which have or from this ' +
  'him but all she they were my are me one their so an said them we who would been will no when there if ' +
  'more out up into do any your what has man could other than our some very time upon about may its only ' +
  'now like little then can should made did us such a great before must two these see know over much down ' +
  'after first mr good men old sea whale ship captain boat head hand world water night day Ishmael Queequeg Ahab Pequod Nantucket'
).split(' ');

/** Texts of so many words each, by file name: `in-0.txt`, `in-1.txt`, … Common words are common. */
export function randomTexts(random: Random, files: number, words: number): Map<string, string> {
  const texts = new Map<string, string>();
  for (let file = 0; file < files; file++) {
    let text = '';
    for (let word = 1; word <= words; word++) {
      const rank = Math.floor(VOCABULARY.length * random.real() ** 2);
      text += `${VOCABULARY[rank] ?? ''}${word % 12 === 0 ? '.\n' : random.chance(0.1) ? ', ' : ' '}`;
    }
    texts.set(`in-${file}.txt`, text);
  }
  return texts;
}

/** Inputs of the application `pairs`. */
export function pairsText(pairs: readonly (readonly [key: string, value: string])[]): string {
  return pairs.map((pair) => `${JSON.stringify(pair)}\n`).join('');
}
