import type { Application, KeyValue } from '../contract.ts';

/** An inverted index (§2.3): for each word the number of files that contain it, and their names, sorted. */
export function application(): Application {
  return { map, reduce };
}

function* map(name: string, contents: string): Generator<KeyValue> {
  for (const key of new Set(contents.match(/[A-Za-z]+/g))) yield { key, value: name };
}

function reduce(_word: string, names: readonly string[]): string {
  const files = [...new Set(names)].sort();
  return `${files.length} ${files.join(',')}`;
}
