import type { Captured } from '../../../trace/captured.ts';
import { type Entry, entriesOf, fieldsOf, specialOf } from './captured-text.ts';
import { nameOf, partOf, type Run } from './run.ts';

const STORE_NAME = /store|data|^_?kvs?$|kvmap|keyvalue|table|shards?$|database|^_?db$/i;
/** In an object that is part of a store. */
const INNER_NAME = /^_?(values|contents?|map|keys)$/i;
const DEPTH = 4;
/** Fields of Raft that hold bytes or entries, and are called data too. */
const NOT_STORES = /^(log|entries|peers|persister|snapshot)$/i;

/** What servers hold under each key, after a step. */
export interface Stores {
  readonly servers: readonly { readonly name: string; readonly values: ReadonlyMap<string, Captured> }[];
  /** Sorted. */
  readonly keys: readonly string[];
}

export function hasStores(run: Run): boolean {
  const actors = run.clusters.all.flatMap((cluster) => cluster.actors);
  return storesAt(run, run.steps.length - 1, actors).servers.some(({ values }) => values.size > 0);
}

/** `actors`: the servers of one cluster. */
export function storesAt(run: Run, position: number, actors: readonly number[]): Stores {
  const servers = actors.map((actor) => {
    const values = new Map<string, Captured>();
    collect(partOf(run.states[actor]?.after(position) ?? null, 'memory'), '', 0, values);
    return { name: nameOf(run, actor), values };
  });
  const keys = [...new Set(servers.flatMap(({ values }) => [...values.keys()]))].sort();
  return { servers, keys };
}

/** Maps and plain objects in fields that are named like a store. */
function collect(value: Captured, name: string, depth: number, values: Map<string, Captured>): void {
  const kind = specialOf(value);
  if (STORE_NAME.test(name) && (kind === 'Map' || (kind === undefined && fieldsOf(value)))) {
    for (const { label, value: item } of entriesOf(value)) addEntry(name, label, item, values);
    return;
  }
  if (depth >= DEPTH || !fieldsOf(value) || (kind !== undefined && kind !== 'instance')) return;
  for (const { label, value: item } of entriesOf(value)) {
    if (!NOT_STORES.test(label)) collect(item, label, depth + 1, values);
  }
}

/** Of an object, the entries of its fields that are named like a store. */
function storesIn(value: Captured): readonly Entry[] {
  return entriesOf(value).flatMap(({ label, value: item }) =>
    (STORE_NAME.test(label) || INNER_NAME.test(label)) && specialOf(item) === 'Map' ? entriesOf(item) : [],
  );
}

/** A store of stores, such as one for each shard, is shown by both keys. */
function addEntry(name: string, key: string, value: Captured, values: Map<string, Captured>): void {
  const inner = specialOf(value) === 'Map' ? entriesOf(value) : fieldsOf(value) ? storesIn(value) : [];
  if (inner.length === 0) values.set(`${name} › ${key}`, value);
  for (const entry of inner) values.set(`${name} › ${key} › ${entry.label}`, entry.value);
}
