import { hundredths } from '../../harness/run/score.ts';
import type { LateRule } from '../policy/policy.ts';
import type { GradedPart, GradedScenario, SubmissionRecord } from '../results/grade-file.ts';
import { latePenalty } from './late-penalty.ts';

/** What is known of a submission once all its runs are made. */
export interface ScoredSubmission extends Omit<SubmissionRecord, 'points' | 'max' | 'late'> {
  /** From the roster; 0: in time. */
  readonly lateDays: number;
}

/** Adds up the scenarios of one part. */
export function gradePart(part: string, scenarios: readonly GradedScenario[]): GradedPart {
  return { part, points: sumOf(scenarios, 'points'), max: sumOf(scenarios, 'max'), scenarios };
}

/**
 * The part that ran on the student's own earlier labs, or the one that ran on ours, if that has more points.
 */
export function betterPart(own: GradedPart, ours: GradedPart): GradedPart {
  const prerequisites = ours.points > own.points ? 'ours' : 'own';
  const { part, points, max, scenarios } = prerequisites === 'ours' ? ours : own;
  return { part, points, max, prerequisites, scenarios };
}

/** Adds up the parts of one submission, and takes off what being late costs. */
export function submissionRecord(
  { id, name, lateDays, notes, refusal, mode, parts }: ScoredSubmission,
  rule: LateRule | undefined,
): SubmissionRecord {
  const earned = sumOf(parts, 'points');
  const late = rule && lateDays > 0 ? latePenalty(earned, lateDays, rule) : undefined;
  return {
    id,
    ...(name === undefined ? {} : { name }),
    points: hundredths(earned - (late?.penalty ?? 0)),
    max: sumOf(parts, 'max'),
    ...(late ? { late } : {}),
    notes,
    ...(refusal === undefined ? {} : { refusal }),
    mode,
    parts,
  };
}

function sumOf<Key extends 'points' | 'max'>(
  values: readonly Readonly<Record<Key, number>>[],
  key: Key,
): number {
  return hundredths(values.reduce((sum, value) => sum + value[key], 0));
}
