import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { CounterClient } from './counter-client.ts';
export type { CounterServer } from './counter-server.ts';

testPart('lab0', import.meta.url);
