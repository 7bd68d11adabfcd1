import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { LamportClock } from './lamport-clock.ts';
export type { LamportMutex } from './lamport-mutex.ts';

testPart('lab5a', import.meta.url);
