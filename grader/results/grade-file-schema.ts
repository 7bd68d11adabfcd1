import * as v from 'valibot';
import type { FailureKind } from '../../harness/run/result.ts';
import type { ClassFlag, GradeFile, TimingFile } from './grade-file.ts';

/** The shapes of `results.json` and `timing.json`, for files that come from somewhere else. */

const FAILURE_KINDS = [
  'assertion',
  'exception',
  'exit',
  'hang',
  'limit',
  'nondeterminism',
  'not-implemented',
  'compile',
  'unknown',
  'tampering',
] as const satisfies readonly FailureKind[];

const FLAG_KINDS = [
  'fails-for-nearly-everyone',
  'fails-for-our-solution',
  'tampering',
  'undecided',
  'suspicious-names',
  'outlier',
  'roster',
  'uncertain',
] as const satisfies readonly ClassFlag['kind'][];

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const count = v.pipe(amount, v.integer());
const probability = v.pipe(amount, v.maxValue(1));

export const failureKind: v.GenericSchema<unknown, FailureKind> = v.picklist(FAILURE_KINDS);

const failure = v.strictObject({
  seed: count,
  kind: failureKind,
  rule: v.string(),
  message: v.string(),
  replay: v.string(),
});

const scenario = v.strictObject({
  name: v.string(),
  slug: v.string(),
  points: amount,
  max: amount,
  runs: count,
  passed: count,
  interval: v.tuple([probability, probability]),
  repeatedSplit: count,
  events: amount,
  rpcs: amount,
  bytes: amount,
  virtualMs: amount,
  exercised: v.record(v.string(), amount),
  fingerprints: v.record(v.string(), v.string()),
  failures: v.array(failure),
  undecided: v.exactOptional(v.array(failure)),
});

const part = v.strictObject({
  part: v.string(),
  points: amount,
  max: amount,
  prerequisites: v.exactOptional(v.picklist(['own', 'ours'])),
  scenarios: v.array(scenario),
});

const submission = v.strictObject({
  id: v.string(),
  name: v.exactOptional(v.string()),
  points: amount,
  max: amount,
  late: v.exactOptional(v.strictObject({ days: amount, earned: amount, penalty: amount })),
  notes: v.array(v.string()),
  refusal: v.exactOptional(v.string()),
  mode: v.picklist(['sampled', 'split']),
  parts: v.array(part),
});

const flag = v.strictObject({
  kind: v.picklist(FLAG_KINDS),
  part: v.exactOptional(v.string()),
  slug: v.exactOptional(v.string()),
  id: v.exactOptional(v.string()),
  message: v.string(),
});

export const gradeFileSchema: v.GenericSchema<unknown, GradeFile> = v.strictObject({
  version: v.literal(1),
  grading: v.strictObject({
    parts: v.array(v.string()),
    runs: count,
    auto: v.boolean(),
    secretSeeds: v.boolean(),
    withReference: v.array(v.string()),
    scoreRule: v.string(),
  }),
  submissions: v.array(submission),
  flags: v.array(flag),
});

const times = { cpuMs: amount, wallMs: amount };

export const timingFileSchema: v.GenericSchema<unknown, TimingFile> = v.strictObject({
  version: v.literal(1),
  tier: v.string(),
  ...times,
  shard: v.exactOptional(v.strictObject({ index: count, of: count })),
  submissions: v.array(
    v.strictObject({
      id: v.string(),
      ...times,
      parts: v.array(
        v.strictObject({
          part: v.string(),
          ...times,
          scenarios: v.array(v.strictObject({ slug: v.string(), ...times })),
        }),
      ),
    }),
  ),
});
