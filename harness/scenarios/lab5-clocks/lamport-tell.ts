import type { Tell } from '../scenario.ts';
import type { LamportReport } from './lamport-process-program.ts';

/** By kind of event. */
const DEEDS: Readonly<Record<string, string>> = {
  local: 'does something',
  sends: 'sends',
  receives: 'receives',
};

/** What the processes of part 5a report. */
export const tellLamport: Tell = (name, value) => {
  switch (name) {
    case 'lamport': {
      const { kind, given } = value as LamportReport;
      return `${DEEDS[kind] ?? 'sends or receives'} at time ${given}`;
    }
    case 'asks':
      return 'asks for the lock';
    case 'holds': {
      // The student's: a stamp, or anything else.
      const stamp = value as { readonly time?: unknown; readonly process?: unknown } | null | undefined;
      return `holds the lock, stamp (${stamp?.time}, ${stamp?.process})`;
    }
    case 'releases':
      return 'releases the lock';
    default:
      return undefined;
  }
};
