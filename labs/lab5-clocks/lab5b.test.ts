import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { CausalBroadcast } from './causal-broadcast.ts';
export type { VectorClock } from './vector-clock.ts';

testPart('lab5b', import.meta.url);
