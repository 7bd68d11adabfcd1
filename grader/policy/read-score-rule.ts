import type { CurvePoint, ScoreRule } from './policy.ts';
import type { YamlValue } from './yaml-value.ts';

const RULES = ['pass-rate', 'all-or-nothing', 'threshold', 'curve'] as const;

/** `score: pass-rate`, or a map with `rule` and what the rule needs. Throws `Misuse`. */
export function readScoreRule(value: YamlValue): ScoreRule {
  if (!value.isMap()) {
    const kind = value.oneOf(RULES);
    if (kind === 'threshold') throw value.wrong('needs `at`: { rule: threshold, at: 0.9 }');
    if (kind === 'curve') throw value.wrong('needs `points`: { rule: curve, points: [[0, 0], [1, 1]] }');
    return { kind };
  }
  const rule = value.fields(['rule', 'at', 'points']).get('rule');
  if (!rule) throw value.wrong(`must have a \`rule\` (${RULES.join(', ')})`);
  const kind = rule.oneOf(RULES);
  if (kind === 'threshold') {
    const at = value.fields(['rule', 'at']).get('at');
    if (!at) throw value.wrong('must say `at` which pass rate the points are given (at: 0.9)');
    return { kind, at: at.number(0.01, 1) };
  }
  if (kind === 'curve') {
    const points = value.fields(['rule', 'points']).get('points');
    if (!points) throw value.wrong('must have `points` (points: [[0, 0], [1, 1]])');
    return { kind, points: readCurve(points) };
  }
  value.fields(['rule']);
  return { kind };
}

/** From a pass rate of 0 to one of 1, upwards: whoever passes more runs never gets fewer points. */
function readCurve(value: YamlValue): readonly CurvePoint[] {
  const points = value.items().map((pair): CurvePoint => {
    const [rate, share, ...more] = pair.items();
    if (!rate || !share || more.length > 0) throw pair.wrong('must be two numbers: [pass rate, share]');
    return [rate.number(0, 1), share.number(0, 1)];
  });
  const ascends = points.every(([rate, share], index) => {
    const before = points[index - 1];
    return !before || (rate > before[0] && share >= before[1]);
  });
  if (points[0]?.[0] === 0 && points.at(-1)?.[0] === 1 && points.length > 1 && ascends) return points;
  throw value.wrong('must rise from a pass rate of 0 to one of 1 (such as [[0, 0], [0.5, 0.2], [1, 1]])');
}
