import type { GradingRecord, LateRecord } from '../results/grade-file.ts';
import { counted } from './words.ts';

/** `20 runs of every scenario, with secret seeds`. */
export function gradingWords({ runs, auto, secretSeeds, withReference, scoreRule }: GradingRecord): string {
  const howMany = auto ? `up to ${counted(runs, 'run')}` : counted(runs, 'run');
  const seeds = secretSeeds ? 'with secret seeds' : 'with public seeds';
  const reference = withReference.length > 0 ? ` · on our ${withReference.join(', ')}` : '';
  return `${howMany} of every scenario, ${seeds}${reference} · points: ${scoreRule}`;
}

/** `2 days late: 4.2 points were taken off the 42 that it earned`. */
export function lateWords({ days, earned, penalty }: LateRecord): string {
  if (penalty === 0) return `${counted(days, 'day')} late, without a penalty`;
  return `${counted(days, 'day')} late: ${penalty} points were taken off the ${earned} that it earned`;
}
