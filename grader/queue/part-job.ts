import * as v from 'valibot';
import type { RunResult } from '../../harness/run/result.ts';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import type { PartWork, WantedRun } from '../engine/part-work.ts';
import { failureKind } from '../results/grade-file-schema.ts';

/**
 * What travels: jobs, results of jobs, and code. Plain data, checked where it arrives, as anybody who can
 * reach the Redis may have written it.
 */

/** Scenarios of one part that one worker makes. */
export interface PartJob extends Omit<PartWork, 'bundle'> {
  /** Name of the code, which is kept once for all its jobs. */
  readonly bundleHash: string;
  /** Runs of these scenarios that need not be made again. */
  readonly known: readonly MadeRun[];
}

/** A run that was made, and the way it was asked for. */
export interface MadeRun extends Required<Pick<WantedRun, 'mode' | 'again'>> {
  readonly result: RunResult;
}

export interface PartJobResult {
  /** How the worker kept the code in. */
  readonly tier: string;
  /** Those that were made, in that order. */
  readonly runs: readonly MadeRun[];
  /** What each scenario took, in real ms. */
  readonly wallMs: Readonly<Record<string, number>>;
}

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(amount, v.safeInteger());
const atLeastOne = v.pipe(count, v.minValue(1));
const mode = v.picklist(['fast', 'split']);
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const failure = v.strictObject({
  kind: failureKind,
  rule: v.string(),
  message: v.string(),
  before: v.tuple([]),
  actor: v.exactOptional(v.string()),
});

const runResult = v.strictObject({
  part: v.string(),
  slug: v.string(),
  seed: count,
  failure: v.optional(failure),
  fingerprint: v.pipe(v.string(), v.regex(/^([0-9a-f]{16})?$/)),
  events: count,
  rpcs: count,
  bytes: count,
  virtualMs: amount,
  cpuMs: amount,
  exercised: v.record(v.string(), amount),
  logs: v.tuple([]),
});

const madeRun = v.strictObject({ mode, again: v.boolean(), result: runResult });

const limits = v.strictObject({
  hangCpuMs: atLeastOne,
  runCpuMs: atLeastOne,
  stalledMs: atLeastOne,
  judgeMs: atLeastOne,
  memoryMb: atLeastOne,
  sentBytes: atLeastOne,
});

export const partJobSchema: v.GenericSchema<unknown, PartJob> = v.strictObject({
  part: v.string(),
  bundleHash: hash,
  scenarios: v.array(
    v.strictObject({
      slug: v.string(),
      seeds: v.array(count),
      repeatOrder: v.array(count),
      repeatShare: v.pipe(amount, v.maxValue(1)),
    }),
  ),
  mode: v.picklist(['sampled', 'split']),
  limits,
  known: v.array(madeRun),
}) as v.GenericSchema<unknown, PartJob>;

export const partJobResultSchema: v.GenericSchema<unknown, PartJobResult> = v.strictObject({
  tier: v.string(),
  runs: v.array(madeRun),
  wallMs: v.record(v.string(), amount),
}) as v.GenericSchema<unknown, PartJobResult>;

export const bundleSchema: v.GenericSchema<unknown, Bundle> = v.strictObject({
  code: v.string(),
  fileName: v.string(),
});

/** Names a run among those of one job. */
export function madeRunKey({ slug, seed, mode: how, again = false }: Omit<WantedRun, 'part'>): string {
  return [slug, seed, how, again].join(' ');
}
