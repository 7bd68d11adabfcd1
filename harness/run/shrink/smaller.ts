import type { RunChoices } from '../../../labrpc/sim/planned-run.ts';
import type { Failure, RunResult } from '../result.ts';

/** A run by a plan: it says what there was to choose. */
export type PlannedResult = RunResult & { readonly choices: RunChoices };

/**
 * How much there is to look at. Mostly the messages that were delivered; a fault is worth some of them, so
 * that one is not kept for the sake of a few messages less.
 */
export function sizeOf({ choices, virtualMs }: PlannedResult): number {
  const { delivered, faults, operations, anomalies, clusterSize, servers } = choices;
  const happenings = 4 * faults.length + 2 * operations.length + 2 * anomalies.length;
  return delivered + happenings + 4 * (clusterSize + servers.length) + virtualMs / 1000;
}

/** Whether a run failed in the same way: by the same rule, and if code threw, the same at the same place. */
export function failsLike(original: Failure, failure: Failure | undefined): boolean {
  if (failure?.rule !== original.rule || failure.kind !== original.kind) return false;
  return original.kind !== 'exception' || thrown(failure) === thrown(original);
}

/** What was thrown, but for numbers, and the frame of lab code that threw. */
function thrown({ message, stack }: Failure): string {
  return `${message.replace(/\d+/g, '0')} ${(stack ?? '').split('\n')[0] ?? ''}`;
}
