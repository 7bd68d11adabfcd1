import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { FencedStorage } from './fenced-storage.ts';
export type { LeaseClient } from './lease-client.ts';
export type { LeaseServer } from './lease-server.ts';

testPart('lab6b', import.meta.url);
