import type { Scenario } from '../scenario.ts';
import { BROADCAST_SCENARIOS } from './lab5b-broadcast.ts';
import { VECTOR_SCENARIOS } from './lab5b-vectors.ts';

export const VECTORS: readonly Scenario[] = [...VECTOR_SCENARIOS, ...BROADCAST_SCENARIOS];
