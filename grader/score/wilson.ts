/** The standard normal quantile of a two-sided 95 % interval. */
const Z = 1.959964;

/**
 * Wilson's 95 % confidence interval of the probability that a run passes, when `passed` of `runs` did: 0 … 1,
 * to four decimals. Unlike the textbook interval it holds for few runs, and for none or all that pass: 10 of
 * 10 may still be a program that fails every fourth time. Of no runs: anything.
 */
export function wilsonInterval(passed: number, runs: number): readonly [low: number, high: number] {
  if (runs === 0) return [0, 1];
  const rate = passed / runs;
  const scale = 1 + Z ** 2 / runs;
  const centre = (rate + Z ** 2 / (2 * runs)) / scale;
  const reach = (Z * Math.sqrt((rate * (1 - rate)) / runs + Z ** 2 / (4 * runs ** 2))) / scale;
  return [tenThousandths(Math.max(0, centre - reach)), tenThousandths(Math.min(1, centre + reach))];
}

function tenThousandths(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
