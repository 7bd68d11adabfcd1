import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { Raft } from './raft.ts';

testPart('lab2c', import.meta.url);
