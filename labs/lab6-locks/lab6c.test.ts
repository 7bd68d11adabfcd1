import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { QueueLock } from './queue-lock.ts';
export type { ReadWriteLock } from './read-write-lock.ts';

testPart('lab6c', import.meta.url);
