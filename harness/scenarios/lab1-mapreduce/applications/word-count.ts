import type { Application, KeyValue } from '../contract.ts';

/** How often each word occurs in all files (§2.1). A word is a run of letters A to Z and a to z. */
export function application(): Application {
  return { map, reduce: sum, combine: sum };
}

function* map(_name: string, contents: string): Generator<KeyValue> {
  for (const [key] of contents.matchAll(/[A-Za-z]+/g)) yield { key, value: '1' };
}

function sum(_word: string, counts: readonly string[]): string {
  let total = 0;
  for (const count of counts) total += Number(count);
  return String(total);
}
