import { hundredths } from '../../harness/run/score.ts';
import type { Deduction, LateRule } from '../policy/policy.ts';
import type { LateRecord } from '../results/grade-file.ts';

/** What being late costs a submission that earned `earned` points; a day that was begun counts. */
export function latePenalty(earned: number, days: number, { freeDays, perDay, most }: LateRule): LateRecord {
  const charged = Math.max(0, Math.ceil(days - freeDays));
  const wanted = charged * pointsOf(perDay, earned);
  const limit = most ? Math.min(earned, pointsOf(most, earned)) : earned;
  return { days, earned, penalty: hundredths(Math.min(wanted, limit)) };
}

function pointsOf(deduction: Deduction, earned: number): number {
  return deduction.kind === 'points' ? deduction.points : deduction.share * earned;
}
