import type { Boot } from '../../../labrpc/host/program.ts';
import type { VersionedStoreClass } from './contract.ts';

/** The store that all clients share: the student's server. */
export const boot: Boot = (lab) => {
  const VersionedStore = lab.VersionedStore as VersionedStoreClass | undefined;
  if (typeof VersionedStore !== 'function') {
    throw new Error('store.ts must export a class named VersionedStore');
  }
  const store = new VersionedStore();
  return {
    services: { store },
    calls: { countValues: () => countValues(store, new Set()) },
    inspect: () => ({ store }),
  };
};

/** How many values can be reached from this one: what a store remembers, whatever it keeps it in. */
function countValues(value: unknown, seen: Set<unknown>): number {
  if (typeof value !== 'object' || value === null) return 1;
  if (seen.has(value)) return 0;
  seen.add(value);
  const parts: unknown[] = Object.values(value);
  if (value instanceof Map) parts.push(...value.keys(), ...value.values());
  if (value instanceof Set) parts.push(...value);
  return parts.reduce((count: number, part) => count + countValues(part, seen), 1);
}
