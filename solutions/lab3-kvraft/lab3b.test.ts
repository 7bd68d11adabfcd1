import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { KvClerk } from './client.ts';
export type { Rsm } from './rsm.ts';
export type { KvServer } from './server.ts';

testPart('lab3b', import.meta.url);
