import type { Tell } from '../scenario.ts';
import { tellCoordination } from './coordination-tell.ts';
import { tellLeases } from './lease-tell.ts';
import { tellLock } from './lock-tell.ts';
import { tellRedlock } from './redlock-tell.ts';

/** Each part has words for its own reports, and none for those of others. */
const TELLS: readonly Tell[] = [tellLock, tellLeases, tellCoordination, tellRedlock];

/** What servers and clients of lab 6 report. */
export const tellLocks: Tell = (name, value, before) => {
  for (const tell of TELLS) {
    const words = tell(name, value, before);
    if (words !== undefined) return words;
  }
  return undefined;
};
