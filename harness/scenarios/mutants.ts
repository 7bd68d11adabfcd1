import { TOUR_MUTANTS } from './lab0-tour/mutants.ts';
import { MAPREDUCE_MUTANTS } from './lab1-mapreduce/mutants.ts';
import { ELECTION_AND_LOG_MUTANTS } from './lab2-raft/mutants-election-log.ts';
import { PERSISTENCE_AND_SNAPSHOT_MUTANTS } from './lab2-raft/mutants-persistence-snapshots.ts';
import { REPLICATION_MUTANTS } from './lab3-kvraft/mutants-rsm.ts';
import { REPLICATION_SNAPSHOT_MUTANTS } from './lab3-kvraft/mutants-rsm-snapshots.ts';
import { SERVICE_MUTANTS } from './lab3-kvraft/mutants-service.ts';
import { SNAPSHOT_CONTENT_MUTANTS } from './lab3-kvraft/mutants-snapshots.ts';
import { SNAPSHOT_SIZE_MUTANTS } from './lab3-kvraft/mutants-snapshots-size.ts';
import { CHALLENGE_MUTANTS } from './lab4-shardkv/mutants-challenges.ts';
import { CONTROLLER_MUTANTS } from './lab4-shardkv/mutants-controller.ts';
import { SHARD_ECONOMY_MUTANTS } from './lab4-shardkv/mutants-economy.ts';
import { FAULT_MUTANTS } from './lab4-shardkv/mutants-faults.ts';
import { MOVE_MUTANTS } from './lab4-shardkv/mutants-moves.ts';
import { LAMPORT_MUTANTS } from './lab5-clocks/mutants-5a.ts';
import { VECTORS_MUTANTS } from './lab5-clocks/mutants-5b.ts';
import { SIBLINGS_MUTANTS } from './lab5-clocks/mutants-5c.ts';
import { VERSIONED_MUTANTS } from './lab6-locks/mutants-6a.ts';
import { LEASES_MUTANTS } from './lab6-locks/mutants-6b.ts';
import { QUEUES_MUTANTS } from './lab6-locks/mutants-6c.ts';
import { REDLOCK_MUTANTS } from './lab6-locks/mutants-6d.ts';
import type { Mutant } from './mutant.ts';

/** The known bugs of every lab, by the lab's id. */
export const MUTANTS: Readonly<Record<string, readonly Mutant[]>> = {
  'lab0-tour': TOUR_MUTANTS,
  'lab1-mapreduce': MAPREDUCE_MUTANTS,
  'lab2-raft': [...ELECTION_AND_LOG_MUTANTS, ...PERSISTENCE_AND_SNAPSHOT_MUTANTS],
  'lab3-kvraft': [
    ...REPLICATION_MUTANTS,
    ...SERVICE_MUTANTS,
    ...REPLICATION_SNAPSHOT_MUTANTS,
    ...SNAPSHOT_CONTENT_MUTANTS,
    ...SNAPSHOT_SIZE_MUTANTS,
  ],
  'lab4-shardkv': [
    ...CONTROLLER_MUTANTS,
    ...CHALLENGE_MUTANTS,
    ...SHARD_ECONOMY_MUTANTS,
    ...FAULT_MUTANTS,
    ...MOVE_MUTANTS,
  ],
  'lab5-clocks': [...LAMPORT_MUTANTS, ...VECTORS_MUTANTS, ...SIBLINGS_MUTANTS],
  'lab6-locks': [...VERSIONED_MUTANTS, ...LEASES_MUTANTS, ...QUEUES_MUTANTS, ...REDLOCK_MUTANTS],
};
