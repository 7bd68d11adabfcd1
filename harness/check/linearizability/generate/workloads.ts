import type { Random } from '../../../../labrpc/sim/random.ts';
import type { Model } from '../model.ts';
import { type KvInput, type KvOutput, kvModel } from '../models/kv.ts';
import { type MutexInput, type MutexOutput, mutexModel } from '../models/mutex.ts';
import { type QueueInput, type QueueOutput, queueModel } from '../models/queue.ts';
import { type RegisterInput, type RegisterOutput, registerModel } from '../models/register.ts';
import { type SetInput, type SetOutput, setModel } from '../models/set.ts';
import { type VersionedKvInput, type VersionedKvOutput, versionedKvModel } from '../models/versioned-kv.ts';
import type { SequentialObject } from './sequential-object.ts';
import * as objects from './sequential-object.ts';

/** What clients ask of an object. */
export interface Workload<Input = unknown, Output = unknown, State = unknown> {
  readonly model: Model<Input, Output, unknown>;
  readonly object: SequentialObject<Input, Output, State>;
  /** The next call of this client, while the object is in `state`. */
  input(random: Random, caller: Caller, state: State): Input;
}

export interface Caller {
  readonly client: number;
  readonly callsOfClient: number;
  readonly callsOfAll: number;
}

/** How much operations have in common: unlike values say what was read, few values make chances. */
export interface Variety {
  readonly keys: number;
  /** So many different ones; 0: each is written once. */
  readonly values: number;
  /** Share of the calls, in 0 … 1. */
  readonly reads: number;
  /** Share of the writes to strings, in 0 … 1. */
  readonly appends: number;
}

export function registerWorkload(variety: Variety): Workload<RegisterInput, RegisterOutput, number | null> {
  return {
    model: registerModel,
    object: objects.register,
    input(random, caller, state) {
      if (random.chance(variety.reads)) return { kind: 'read' };
      const value = drawNumber(random, caller, variety);
      if (random.chance(0.5)) return { kind: 'write', value };
      const from = state !== null && random.chance(0.7) ? state : drawNumber(random, caller, variety);
      return { kind: 'cas', from, to: value };
    },
  };
}

export function kvWorkload(variety: Variety): Workload<KvInput, KvOutput, ReadonlyMap<string, string>> {
  return {
    model: kvModel,
    object: objects.kv,
    input(random, caller) {
      const key = drawKey(random, variety);
      if (random.chance(variety.reads)) return { kind: 'get', key };
      const value = drawText(random, caller, variety);
      return { kind: random.chance(variety.appends) ? 'append' : 'put', key, value };
    },
  };
}

export function versionedKvWorkload(
  variety: Variety,
): Workload<VersionedKvInput, VersionedKvOutput, objects.VersionedState> {
  return {
    model: versionedKvModel,
    object: objects.versionedKv,
    input(random, caller, state) {
      const key = drawKey(random, variety);
      if (random.chance(variety.reads)) return { kind: 'get', key };
      const version = Math.max(0, (state.get(key)?.version ?? 0) + random.integer(-1, 1));
      return { kind: 'put', key, value: drawText(random, caller, variety), version };
    },
  };
}

/** Each client acquires and releases in turn. */
export function mutexWorkload(): Workload<MutexInput, MutexOutput, objects.Holders> {
  return {
    model: mutexModel,
    object: objects.mutex,
    input: (_random, { client, callsOfClient }) => ({
      kind: callsOfClient % 2 === 0 ? 'acquire' : 'release',
      client,
    }),
  };
}

export function queueWorkload(variety: Variety): Workload<QueueInput, QueueOutput, readonly number[]> {
  return {
    model: queueModel,
    object: objects.queue,
    input: (random, caller) =>
      random.chance(variety.reads)
        ? { kind: 'dequeue' }
        : { kind: 'enqueue', value: drawNumber(random, caller, variety) },
  };
}

export function setWorkload(variety: Variety): Workload<SetInput, SetOutput, ReadonlySet<string>> {
  return {
    model: setModel,
    object: objects.set,
    input(random) {
      const element = drawKey(random, variety);
      if (random.chance(variety.reads)) return { kind: 'contains', element };
      return { kind: random.chance(0.5) ? 'add' : 'remove', element };
    },
  };
}

/** One for every model. */
export function allWorkloads(variety: Variety): readonly Workload[] {
  return [
    registerWorkload(variety),
    kvWorkload(variety),
    versionedKvWorkload(variety),
    mutexWorkload(),
    queueWorkload(variety),
    setWorkload(variety),
  ];
}

function drawKey(random: Random, { keys }: Variety): string {
  return String(random.integer(0, keys - 1));
}

function drawNumber(random: Random, { callsOfAll }: Caller, { values }: Variety): number {
  return values > 0 ? random.integer(1, values) : callsOfAll;
}

function drawText(random: Random, { client, callsOfClient }: Caller, { values }: Variety): string {
  return values > 0 ? String(random.integer(1, values)) : `x ${client} ${callsOfClient} y`;
}
