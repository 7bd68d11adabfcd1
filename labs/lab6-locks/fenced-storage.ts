import type { FencedStorageContract } from '../../harness/scenarios/lab6-locks/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';

type WriteArgs = Parameters<FencedStorageContract['write']>[0];
type WriteResult = ReturnType<FencedStorageContract['write']>;

/** Keys and values, written by those who hold locks. It knows nothing of leases, only the tokens that it sees. */
export class FencedStorage implements FencedStorageContract {
  // 6b: what do you have to remember of each key?

  /** 6b. Refused only if the key has been written with a larger token; `newest` is the largest. */
  write(_args: WriteArgs): WriteResult {
    throw new NotImplemented(
      'lab6b',
      'FencedStorage.write in fenced-storage.ts',
      'labs/lab6-locks/README.md#6b',
    );
  }

  /** 6b. What was written last, '' if nothing was. */
  read(_args: { readonly key: string }): { readonly value: string } {
    throw new NotImplemented(
      'lab6b',
      'FencedStorage.read in fenced-storage.ts',
      'labs/lab6-locks/README.md#6b',
    );
  }
}
