import type { Scenario } from '../scenario.ts';
import { LEASE_BASICS } from './lab6b-basic.ts';
import { LEASE_FAILURES } from './lab6b-failures.ts';
import { LEASE_STORAGE } from './lab6b-storage.ts';
import { LEASE_TIMES } from './lab6b-time.ts';

export const LEASES: readonly Scenario[] = [
  ...LEASE_BASICS,
  ...LEASE_FAILURES,
  ...LEASE_TIMES,
  ...LEASE_STORAGE,
];
