import type { PageData } from '../../../similarity/page-data.ts';

/** `93 %`. Of what is not quite everything it never says all. */
export function percent(share: number): string {
  return `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100} %`;
}

/** `1 token`, `1,200 tokens`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** What most pairs of the class share; of few pairs nobody can say what 99 of 100 do. */
export function usualWords({ comparedPairs, usual }: Pick<PageData, 'comparedPairs' | 'usual'>): string {
  const { half, ninety, ninetyNine } = usual;
  if (comparedPairs < 10) return 'These are too few to say what is usual.';
  const most = comparedPairs < 100 ? '' : `, 99 of 100 at most ${percent(ninetyNine)}`;
  return `Half of the pairs share at most ${percent(half)}, 90 of 100 at most ${percent(ninety)}${most}.`;
}
