/** Of an empty list: 0. */
export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = (ordered.length - 1) / 2;
  return ((ordered[Math.floor(middle)] ?? 0) + (ordered[Math.ceil(middle)] ?? 0)) / 2;
}

export function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Ten bars of a tenth each, the upper end left out, and one for those who have all. */
export const BARS = 11;

/** How many of these shares, 0 … 1, each bar stands for. */
export function histogram(shares: readonly number[]): number[] {
  const bars = new Array<number>(BARS).fill(0);
  for (const share of shares) {
    const bar = Math.min(BARS - 1, Math.max(0, Math.floor(share * (BARS - 1))));
    bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return bars;
}

/** `70 % to 80 %`. */
export function barWords(bar: number): string {
  return bar === BARS - 1 ? 'all points' : `${bar * 10} % to ${bar * 10 + 10} %`;
}

/** `3 h 4 min`, `4 min`, `12 s`. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
