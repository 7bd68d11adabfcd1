import type { Tell } from '../scenario.ts';
import type { LamportReport } from './lamport-process-program.ts';

/** By kind of event. */
const DEEDS: Readonly<Record<string, string>> = {
  local: 'does something',
  sends: 'sends',
  receives: 'receives',
};

/** `stamp (7, 0)`. The value is the student's: a stamp, or anything else. */
export function stampWords(value: unknown): string {
  const stamp = value as { readonly time?: unknown; readonly process?: unknown } | null | undefined;
  return `stamp (${stamp?.time}, ${stamp?.process})`;
}

/** What the processes of part 5a report. */
export const tellLamport: Tell = (name, value) => {
  switch (name) {
    case 'lamport': {
      const { kind, given } = value as LamportReport;
      return `${DEEDS[kind] ?? 'sends or receives'} at time ${given}`;
    }
    case 'asks':
      return 'asks for the lock';
    case 'holds':
      return `holds the lock, ${stampWords(value)}`;
    case 'releases':
      return 'releases the lock';
    default:
      return undefined;
  }
};
