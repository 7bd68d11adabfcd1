import type { Boot } from '../../../labrpc/host/program.ts';
import type { FencedStorageClass, FencedStorageContract } from './contract.ts';

export interface RedlockStorageSetup {
  /** The student's storage, which looks at tokens; else one that takes every write. */
  readonly isFenced: boolean;
}

export interface StorageRequest {
  /** Who asks. */
  readonly client: string;
}

export interface StorageWrite extends StorageRequest {
  readonly value: string;
  readonly token: number;
}

/** The only one that is needed. */
const KEY = 'count';

/** Where the holders of a Redlock write. It tells the judge what it does, in its own order. */
export const boot: Boot = (lab, environment) => {
  const { isFenced } = environment.setup as RedlockStorageSetup;
  const storage = isFenced ? fencedStorage(lab.FencedStorage) : new PlainStorage();
  return {
    services: {
      storage: {
        read: ({ client }: StorageRequest) => {
          environment.emit('read', { client });
          return storage.read({ key: KEY });
        },
        write: ({ client, value, token }: StorageWrite) => {
          const result = storage.write({ key: KEY, value, token });
          environment.emit('write', { client, value, token, isTaken: result.kind === 'ok' });
          return result;
        },
      },
    },
    inspect: () => ({ storage }),
  };
};

function fencedStorage(exported: unknown): FencedStorageContract {
  if (typeof exported !== 'function') {
    throw new Error('fenced-storage.ts must export a class named FencedStorage');
  }
  return new (exported as FencedStorageClass)();
}

class PlainStorage implements FencedStorageContract {
  private value = '';

  write({ value }: { readonly value: string }): { readonly kind: 'ok' } {
    this.value = value;
    return { kind: 'ok' };
  }

  read(): { readonly value: string } {
    return { value: this.value };
  }
}
