import { lab2 } from './lab2-raft/lab.ts';
import type { Lab } from './scenario.ts';

/** THE list of labs, in the order in which they are taken. */
export const LABS: readonly Lab[] = [lab2];
