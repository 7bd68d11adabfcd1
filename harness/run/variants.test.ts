import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABS } from '../scenarios/index.ts';
import { RunPool } from './pool.ts';

const SOLUTIONS = fileURLToPath(new URL('../../solutions', import.meta.url));
const SCENARIOS = fileURLToPath(new URL('../scenarios', import.meta.url));
const SEEDS = [1, 2, 3];
/** What each lab file is, in terms of the variant's files. A file that is not named is the solution's. */
const ENTRIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lab1: {
    'coordinator.ts': "export { Coordinator } from './other-coordinator.ts';\n",
    'worker.ts': "export { Worker } from './other-worker.ts';\n",
  },
  lab2: { 'raft.ts': "export { Raft } from './other-raft.ts';\n" },
  lab3: {
    'rsm.ts': "export { Rsm } from './other-rsm.ts';\n",
    'raft-below.ts': "export { Raft } from '../lab2-raft/raft.ts';\n",
    'server.ts': "export { KvServer } from './other-server.ts';\n",
    'client.ts': "export { KvClerk } from './other-client.ts';\n",
  },
  lab4: {
    'controller.ts': "export { ShardController } from './other-controller.ts';\n",
    'controller-client.ts': "export { ControllerClerk } from './other-controller-client.ts';\n",
    'rsm-below.ts': "export { Rsm } from '../lab3-kvraft/rsm.ts';\n",
    'server.ts': "export { ShardKvServer } from './other-server.ts';\n",
    'client.ts': "export { ShardKvClerk } from './other-client.ts';\n",
  },
  lab5: {
    'lamport-clock.ts': "export { compareStamps, LamportClock } from './other-lamport-clock.ts';\n",
    'lamport-mutex.ts': "export { LamportMutex } from './other-lamport-mutex.ts';\n",
    'vector-clock.ts': "export { compareVectors, VectorClock } from './other-vector-clock.ts';\n",
    'causal-broadcast.ts': "export { CausalBroadcast } from './other-causal-broadcast.ts';\n",
    'replica.ts': "export { Replica } from './other-replica.ts';\n",
    'cart.ts': "export { mergeCarts } from './other-cart.ts';\n",
  },
  lab6: {
    'store.ts': "export { VersionedStore } from './other-store.ts';\n",
    'store-client.ts': "export { StoreClerk } from './other-store-client.ts';\n",
    'lock.ts': "export { Lock } from './other-lock.ts';\n",
    'lease-server.ts': "export { LeaseServer } from './other-lease-server.ts';\n",
    'lease-client.ts': "export { LeaseClient } from './other-lease-client.ts';\n",
    'fenced-storage.ts': "export { FencedStorage } from './other-fenced-storage.ts';\n",
    'queue-lock.ts': "export { QueueLock } from './other-queue-lock.ts';\n",
    'read-write-lock.ts': "export { ReadWriteLock } from './other-read-write-lock.ts';\n",
    'redlock.ts': "export { Redlock } from './other-redlock.ts';\n",
  },
};
const labs = LABS.filter(({ word }) => word in ENTRIES);
const pool = new RunPool();
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lockstep-variant-'));
  for (const { id, word } of labs) {
    await cp(join(SOLUTIONS, id), join(root, id), { recursive: true });
    await cp(join(SCENARIOS, id, 'variants'), join(root, id), { recursive: true });
    for (const [file, text] of Object.entries(ENTRIES[word] ?? {}))
      await writeFile(join(root, id, file), text);
  }
});

afterAll(async () => {
  await pool.close();
  await rm(root, { recursive: true, force: true });
});

/** Scenarios must not depend on how a correct solution is written: a second design passes them all. */
describe.each(labs.flatMap(({ parts }) => parts))(
  'another correct design, $id',
  ({ id: part, scenarios }) => {
    it.each(scenarios)('passes: $name', { timeout: 60_000 }, async ({ slug }) => {
      const implementation = { root, withReference: [] };
      const runs = SEEDS.map((seed) => pool.run({ implementation, part, slug, seed, twice: false }));
      const failures = (await Promise.all(runs)).flatMap(({ seed, failure }) =>
        failure ? [{ seed, ...failure }] : [],
      );
      expect(failures).toEqual([]);
    });
  },
);
