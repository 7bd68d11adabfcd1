import type { CurvePoint, ScoreRule } from '../policy/policy.ts';

/** The share (0 … 1) of a scenario's points for the share of its runs that passed (0 … 1). Never falls. */
export function earnedShare(rule: ScoreRule, passRate: number): number {
  switch (rule.kind) {
    case 'pass-rate':
      return passRate;
    case 'all-or-nothing':
      return passRate === 1 ? 1 : 0;
    case 'threshold':
      return passRate >= rule.at ? 1 : 0;
    case 'curve':
      return onCurve(rule.points, passRate);
  }
}

/** For `results.json`. */
export function scoreRuleText(rule: ScoreRule): string {
  switch (rule.kind) {
    case 'pass-rate':
      return 'max × passed / runs';
    case 'all-or-nothing':
      return 'max if every run passed, else 0';
    case 'threshold':
      return `max if passed / runs is at least ${rule.at}, else 0`;
    case 'curve':
      return `max × curve(passed / runs) through ${rule.points.map((point) => point.join(' → ')).join(', ')}`;
  }
}

function onCurve(points: readonly CurvePoint[], passRate: number): number {
  const next = points.findIndex(([rate]) => rate >= passRate);
  const [rate, share] = points[next] ?? [1, 1];
  const [rateBefore, shareBefore] = points[next - 1] ?? [rate, share];
  if (rate === rateBefore) return share;
  return shareBefore + ((share - shareBefore) * (passRate - rateBefore)) / (rate - rateBefore);
}
