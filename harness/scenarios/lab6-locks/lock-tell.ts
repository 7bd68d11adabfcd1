import type { Tell } from '../scenario.ts';

/** What clients of lab 6a report. Reports of other parts have the same names, and say more than the lock. */
export const tellLock: Tell = (name, value) => {
  const report = value as Readonly<Record<string, unknown>>;
  if (name === 'hears') return `hears maybe, not ${report.instead}`;
  if (Object.keys(report).join() !== 'lock') return undefined;
  if (name === 'acquired') return `holds ${report.lock}`;
  return name === 'releases' ? `releases ${report.lock}` : undefined;
};
