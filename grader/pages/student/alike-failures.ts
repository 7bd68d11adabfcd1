import type { FailureRecord } from '../../../harness/run/result-file.ts';

/** Failures of one scenario that say the same, but for numbers. */
export interface AlikeFailures {
  readonly first: FailureRecord;
  /** Of the others. */
  readonly otherSeeds: readonly number[];
}

/**
 * In the order in which they were met first. Where students are not told what a run did wrong, all are alike.
 */
export function alikeFailures(failures: readonly FailureRecord[], areTold: boolean): AlikeFailures[] {
  const groups = new Map<string, { first: FailureRecord; otherSeeds: number[] }>();
  for (const failure of failures) {
    const key = areTold ? `${failure.rule}\n${failure.message.replace(/\d+/g, '0')}` : '';
    const group = groups.get(key);
    if (group) group.otherSeeds.push(failure.seed);
    else groups.set(key, { first: failure, otherSeeds: [] });
  }
  return [...groups.values()];
}
