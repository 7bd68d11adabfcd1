/** Words that the class report, in the browser, and the students' pages have in common. */

/** `1 run`, `20 runs`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** A share of 0 … 1 in percent. Only all is `100 %`, and only nothing is `0 %`. */
export function percent(share: number): string {
  if (share <= 0 || share >= 1) return share <= 0 ? '0 %' : '100 %';
  const decimals = share < 0.01 || share > 0.99 ? 1 : 0;
  const scale = 10 ** decimals;
  const rounded = Math.round(share * 100 * scale) / scale;
  return `${Math.min(100 - 0.1, Math.max(0.1, rounded))} %`;
}

/** `18 of 20 runs passed`. */
export function passedWords(passed: number, runs: number): string {
  if (runs === 0) return 'not run';
  if (passed === runs) return runs === 1 ? 'the one run passed' : `all ${runs} runs passed`;
  return `${passed === 0 ? 'none' : passed} of ${counted(runs, 'run')} passed`;
}

/** `70 % to 97 %`. */
export function rangeWords([low, high]: readonly [number, number]): string {
  return `${percent(low)} to ${percent(high)}`;
}

/** What the counts say about all seeds that were not tried. Empty where nothing was run. */
export function certaintyWords(passed: number, runs: number, interval: readonly [number, number]): string {
  if (runs === 0) return '';
  const [low, high] = interval;
  if (passed === runs) {
    const rate = percent(low);
    return `Of all possible seeds, at least ${rate} pass, with 95 % confidence: a rarer failure may hide.`;
  }
  if (passed === 0) return `Of all possible seeds, at most ${percent(high)} pass, with 95 % confidence.`;
  return `Of all possible seeds, ${rangeWords(interval)} pass, with 95 % confidence.`;
}
