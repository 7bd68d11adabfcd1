import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { Redlock } from './redlock.ts';

testPart('lab6d', import.meta.url);
