import type { Mutant } from '../mutant.ts';
import { LEASE_CLIENT_MUTANTS } from './mutants-6b-client.ts';
import { LEASE_SERVER_MUTANTS } from './mutants-6b-server.ts';
import { STORAGE_MUTANTS } from './mutants-6b-storage.ts';

/** Known bugs of lab 6b. */
export const LEASES_MUTANTS: readonly Mutant[] = [
  ...LEASE_SERVER_MUTANTS,
  ...LEASE_CLIENT_MUTANTS,
  ...STORAGE_MUTANTS,
];
