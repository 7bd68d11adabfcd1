/**
 * What each scenario of a part is worth when the part is worth `points` (two decimals at most): shared out as
 * the lab does, by `weights`, in hundredths that add up exactly. Where the lab gives none, evenly.
 */
export function shareOutPoints(points: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (points * 100 * (all === 0 ? 1 : weight)) / (all || weights.length));
  const cents = exact.map(Math.floor);
  const left = Math.round(points * 100) - cents.reduce((sum, cent) => sum + cent, 0);
  // Largest remainders first, and of equal ones the earlier: the same on every machine.
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) cents[index] = (cents[index] ?? 0) + 1;
  return cents.map((cent) => cent / 100);
}
