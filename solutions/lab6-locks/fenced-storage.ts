import type { FencedStorageContract } from '../../harness/scenarios/lab6-locks/contract.ts';

type WriteArgs = Parameters<FencedStorageContract['write']>[0];
type WriteResult = ReturnType<FencedStorageContract['write']>;

interface Entry {
  readonly value: string;
  /** Of the write that is there: the largest token so far. */
  readonly token: number;
}

/**
 * Refuses a write of a client whose lease was followed by another (Kleppmann 2016, "Making the lock safe with
 * fencing"). It knows nothing of leases and clocks, only the largest token that it has seen for each key.
 */
export class FencedStorage implements FencedStorageContract {
  private readonly entries = new Map<string, Entry>();

  write({ key, value, token }: WriteArgs): WriteResult {
    const newest = this.entries.get(key)?.token;
    if (newest !== undefined && token < newest) return { kind: 'stale-token', newest };
    this.entries.set(key, { value, token });
    return { kind: 'ok' };
  }

  read({ key }: { readonly key: string }): { readonly value: string } {
    return { value: this.entries.get(key)?.value ?? '' };
  }
}
