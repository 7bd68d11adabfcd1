import type { Application, KeyValue } from '../contract.ts';

/**
 * The `k` lines with the largest numbers, of files of lines `key number` such as the output of a word count:
 * a job that reads what another has written. All of them have one key, so `combine` is what keeps the
 * intermediate files small. Throws a RangeError if `k` is no positive integer.
 */
export function application(k: string): Application {
  const limit = Number(k);
  if (!Number.isInteger(limit) || limit < 1)
    throw new RangeError(`top-k needs a number of lines, not "${k}"`);
  function* map(_name: string, contents: string): Generator<KeyValue> {
    const lines = contents.split('\n').filter((line) => / \d+$/.test(line));
    for (const value of largest(lines)) yield { key: `top-${limit}`, value };
  }
  const largest = (lines: readonly string[]): string[] => [...lines].sort(byNumber).slice(0, limit);
  const merge = (lines: readonly string[]): string[] => largest(lines.flatMap((line) => line.split('\n')));
  return {
    map,
    reduce: (_key, lines) => merge(lines).join(', '),
    combine: (_key, lines) => merge(lines).join('\n'),
  };
}

/** Largest first; equal numbers by code unit of the line. */
function byNumber(a: string, b: string): number {
  return numberOf(b) - numberOf(a) || (a < b ? -1 : Number(a > b));
}

function numberOf(line: string): number {
  return Number(line.slice(line.lastIndexOf(' ') + 1));
}
