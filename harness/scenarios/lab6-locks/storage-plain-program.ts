import type { Boot } from '../../../labrpc/host/program.ts';
import type { FencedStorageContract } from './contract.ts';
import { reportingStorage } from './storage-reports.ts';

/** Storage as most of it is: it takes every write, and never looks at the token. */
class PlainStorage implements FencedStorageContract {
  private readonly values = new Map<string, string>();

  write({ key, value }: { readonly key: string; readonly value: string }): { readonly kind: 'ok' } {
    this.values.set(key, value);
    return { kind: 'ok' };
  }

  read({ key }: { readonly key: string }): { readonly value: string } {
    return { value: this.values.get(key) ?? '' };
  }
}

export const boot: Boot = (_lab, environment) => {
  const storage = new PlainStorage();
  return {
    services: { storage: reportingStorage(storage, environment) },
    inspect: () => ({ storage }),
  };
};
