import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { Lock } from './lock.ts';
export type { VersionedStore } from './store.ts';
export type { StoreClerk } from './store-client.ts';

testPart('lab6a', import.meta.url);
