import type { GetResult, PutResult } from '../../harness/scenarios/lab6-locks/contract.ts';

/** What clerks can ask. */
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

interface Versioned {
  readonly value: string;
  /** How often the key was written: from 1. */
  readonly version: number;
}

/**
 * Values with versions. Nothing is remembered of those who ask: a put that comes again finds the version
 * raised by the first, and is refused. So each happens once at most.
 */
export class VersionedStore implements StoreRpc {
  private readonly values = new Map<string, Versioned>();

  get({ key }: GetArgs): GetResult {
    const present = this.values.get(key);
    return present ? { kind: 'ok', value: present.value, version: present.version } : { kind: 'no-key' };
  }

  /** Compares and sets in one turn: no `await` between the two. */
  put({ key, value, version }: PutArgs): PutResult {
    const present = this.values.get(key);
    if (!present && version !== 0) return { kind: 'no-key' };
    if (version !== (present?.version ?? 0)) return { kind: 'version-mismatch' };
    this.values.set(key, { value, version: version + 1 });
    return { kind: 'ok' };
  }
}
