import { lab0 } from './lab0-tour/lab.ts';
import { lab1 } from './lab1-mapreduce/lab.ts';
import { lab2 } from './lab2-raft/lab.ts';
import { lab3 } from './lab3-kvraft/lab.ts';
import { lab4 } from './lab4-shardkv/lab.ts';
import { lab5 } from './lab5-clocks/lab.ts';
import { lab6 } from './lab6-locks/lab.ts';
import type { Lab } from './scenario.ts';

/** THE list of labs, in the order in which they are taken. */
export const LABS: readonly Lab[] = [lab0, lab1, lab2, lab3, lab4, lab5, lab6];
