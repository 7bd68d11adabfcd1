import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { Coordinator } from './coordinator.ts';
export type { Worker } from './worker.ts';

testPart('lab1', import.meta.url);
