import type { GetResult, PutResult } from '../../harness/scenarios/lab6-locks/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';

/** What clerks can ask: a suggestion, which is yours to change. */
export interface StoreRpc {
  get(args: GetArgs): GetResult;
  put(args: PutArgs): PutResult;
}

export interface GetArgs {
  readonly key: string;
}

export interface PutArgs {
  readonly key: string;
  readonly value: string;
  /** That of the value which is to be replaced; 0 if there is none yet. */
  readonly version: number;
}

/**
 * 6a. Values with versions. One server, which all clients share; it never crashes, and keeps nothing about its
 * clients and what they asked. Each method is called over the network, with one object, and what it returns is
 * the reply.
 */
export class VersionedStore implements StoreRpc {
  // What is there to keep of a key?

  get(_args: GetArgs): GetResult {
    throw new NotImplemented('lab6a', 'VersionedStore.get in store.ts', 'labs/lab6-locks/README.md#6a');
  }

  /** Replaces the value whose version is named, and no other. */
  put(_args: PutArgs): PutResult {
    throw new NotImplemented('lab6a', 'VersionedStore.put in store.ts', 'labs/lab6-locks/README.md#6a');
  }
}
