import type { Lab } from '../scenario.ts';
import { VERSIONED_HINTS } from './hints-6a.ts';
import { LEASES_HINTS } from './hints-6b.ts';
import { QUEUES_HINTS } from './hints-6c.ts';
import { REDLOCK_HINTS } from './hints-6d.ts';
import { VERSIONED } from './lab6a.ts';
import { LEASES } from './lab6b.ts';
import { LEASES_STAGED } from './lab6b-staged.ts';
import { QUEUES } from './lab6c.ts';
import { QUEUES_STAGED } from './lab6c-staged.ts';
import { REDLOCK } from './lab6d.ts';
import { REDLOCK_STAGED } from './lab6d-staged.ts';
import { tellLocks } from './tell.ts';

export const lab6: Lab = {
  id: 'lab6-locks',
  word: 'lab6',
  title: 'Distributed locks',
  files: {
    'store.ts': ['VersionedStore'],
    'store-client.ts': ['StoreClerk'],
    'lock.ts': ['Lock'],
    'lease-server.ts': ['LeaseServer'],
    'lease-client.ts': ['LeaseClient'],
    'fenced-storage.ts': ['FencedStorage'],
    'queue-lock.ts': ['QueueLock'],
    'read-write-lock.ts': ['ReadWriteLock'],
    'redlock.ts': ['Redlock'],
  },
  programs: {
    store: 'harness/scenarios/lab6-locks/store-program.ts',
    storeClerk: 'harness/scenarios/lab6-locks/store-clerk-program.ts',
    lockClient: 'harness/scenarios/lab6-locks/lock-program.ts',
    leaseServer: 'harness/scenarios/lab6-locks/lease-server-program.ts',
    leaseHolder: 'harness/scenarios/lab6-locks/lease-holder-program.ts',
    fencedStorage: 'harness/scenarios/lab6-locks/storage-program.ts',
    plainStorage: 'harness/scenarios/lab6-locks/storage-plain-program.ts',
    coordination: 'harness/scenarios/lab6-locks/coordination-program.ts',
    lockSession: 'harness/scenarios/lab6-locks/session-program.ts',
    herdSession: 'harness/scenarios/lab6-locks/herd-program.ts',
    expiringStore: 'harness/scenarios/lab6-locks/expiring-store-program.ts',
    redlockClient: 'harness/scenarios/lab6-locks/redlock-client-program.ts',
    tokenCounter: 'harness/scenarios/lab6-locks/token-program.ts',
  },
  given: ['plainStorage', 'coordination', 'herdSession', 'expiringStore'],
  parts: [
    { id: 'lab6a', title: 'a versioned store', scenarios: VERSIONED, hints: VERSIONED_HINTS },
    {
      id: 'lab6b',
      title: 'leases and fencing',
      scenarios: LEASES,
      staged: LEASES_STAGED,
      hints: LEASES_HINTS,
    },
    {
      id: 'lab6c',
      title: 'queues, no herd',
      scenarios: QUEUES,
      staged: QUEUES_STAGED,
      hints: QUEUES_HINTS,
    },
    { id: 'lab6d', title: 'Redlock', scenarios: REDLOCK, staged: REDLOCK_STAGED, hints: REDLOCK_HINTS },
  ],
  tell: tellLocks,
  handsOut: 'stub',
};
