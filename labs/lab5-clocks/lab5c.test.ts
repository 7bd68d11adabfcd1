import { testPart } from '../../harness/run/vitest-adapter.ts';

export type { mergeCarts } from './cart.ts';
export type { Replica } from './replica.ts';

testPart('lab5c', import.meta.url);
