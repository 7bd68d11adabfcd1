import type { Application, KeyValue } from '../contract.ts';

/**
 * Distributed grep (§2.3): the lines that match a regular expression, with the number of times that each
 * occurs. Throws a SyntaxError if `pattern` is none.
 */
export function application(pattern: string): Application {
  const expression = new RegExp(pattern, 'u');
  function* map(_name: string, contents: string): Generator<KeyValue> {
    for (const key of contents.split(/\r?\n/))
      if (key !== '' && expression.test(key)) yield { key, value: '1' };
  }
  return { map, reduce: sum, combine: sum };
}

function sum(_line: string, counts: readonly string[]): string {
  let total = 0;
  for (const count of counts) total += Number(count);
  return String(total);
}
