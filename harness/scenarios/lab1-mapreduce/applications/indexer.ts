import type { Application, KeyValue } from '../contract.ts';

/** An inverted index (§2.3): for each word the number of files that contain it, and their names, sorted. */
export function application(): Application {
  return { map, reduce };
}

function* map(name: string, contents: string): Generator<KeyValue> {
  const words = new Set<string>();
  for (const [word] of contents.matchAll(/[A-Za-z]+/g)) words.add(word);
  for (const key of words) yield { key, value: name };
}

function reduce(_word: string, names: readonly string[]): string {
  const files = [...new Set(names)].sort();
  return `${files.length} ${files.join(',')}`;
}
