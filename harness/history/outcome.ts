import type { FileResult, UnusableFile } from './judge-file.ts';

/** What is said of a file, in words that the results for machines use too. */
export type Outcome = 'linearizable' | 'not linearizable' | 'unknown' | UnusableFile['kind'];

export const OUTCOMES: readonly Outcome[] = [
  'linearizable',
  'not linearizable',
  'unknown',
  'malformed',
  'unreadable',
];

export function outcomeOf(result: FileResult): Outcome {
  if (result.kind !== 'judged') return result.kind;
  const { kind } = result.verdict;
  if (kind === 'unknown') return 'unknown';
  return kind === 'ok' ? 'linearizable' : 'not linearizable';
}

/**
 * The exit code over all files. One that could not be checked wins: whatever the others are, somebody wanted
 * a verdict on it. A history that is not linearizable wins over one of which nobody knows.
 */
export function exitCodeOf(results: readonly FileResult[]): 0 | 1 | 2 | 3 {
  const outcomes = new Set(results.map(outcomeOf));
  if (outcomes.has('malformed') || outcomes.has('unreadable')) return 2;
  if (outcomes.has('not linearizable')) return 1;
  return outcomes.has('unknown') ? 3 : 0;
}
