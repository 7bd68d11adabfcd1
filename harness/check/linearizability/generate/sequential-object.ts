import type { KvInput, KvOutput } from '../models/kv.ts';
import type { MutexInput, MutexOutput } from '../models/mutex.ts';
import type { QueueInput, QueueOutput } from '../models/queue.ts';
import type { RegisterInput, RegisterOutput } from '../models/register.ts';
import type { SetInput, SetOutput } from '../models/set.ts';
import type { VersionedKvInput, VersionedKvOutput, VersionedValue } from '../models/versioned-kv.ts';

/**
 * An object by what it does, all its keys at once: it shares nothing with the models but the types, so that
 * each is a check of the other.
 */
export interface SequentialObject<Input, Output, State> {
  readonly initial: State;
  /** What happens next. Undefined: the operation has to wait. Changes nothing it was given. */
  apply(state: State, input: Input): { readonly state: State; readonly output: Output } | undefined;
}

export const register: SequentialObject<RegisterInput, RegisterOutput, number | null> = {
  initial: null,
  apply(state, input) {
    if (input.kind === 'read') return { state, output: state };
    if (input.kind === 'write') return { state: input.value, output: null };
    if (state !== input.from) return { state, output: false };
    return { state: input.to, output: true };
  },
};

export const kv: SequentialObject<KvInput, KvOutput, ReadonlyMap<string, string>> = {
  initial: new Map(),
  apply(state, input) {
    const old = state.get(input.key) ?? '';
    if (input.kind === 'get') return { state, output: old };
    const value = input.kind === 'append' ? old.concat(input.value) : input.value;
    return { state: new Map(state).set(input.key, value), output: null };
  },
};

export type VersionedState = ReadonlyMap<string, VersionedValue>;

export const versionedKv: SequentialObject<VersionedKvInput, VersionedKvOutput, VersionedState> = {
  initial: new Map(),
  apply(state, input) {
    const old = state.get(input.key);
    if (input.kind === 'get') return { state, output: old ?? null };
    if (input.version !== (old?.version ?? 0)) return { state, output: 'wrong version' };
    const made = { value: input.value, version: input.version + 1 };
    return { state: new Map(state).set(input.key, made), output: 'ok' };
  },
};

/** At most one. */
export type Holders = readonly number[];

export const mutex: SequentialObject<MutexInput, MutexOutput, Holders> = {
  initial: [],
  apply(holders, { kind, client }) {
    const canGo = kind === 'acquire' ? holders.length === 0 : holders.includes(client);
    if (!canGo) return undefined;
    return { state: kind === 'acquire' ? [client] : [], output: null };
  },
};

export const queue: SequentialObject<QueueInput, QueueOutput, readonly number[]> = {
  initial: [],
  apply(state, input) {
    if (input.kind === 'enqueue') return { state: state.concat(input.value), output: null };
    const [first, ...rest] = state;
    return first === undefined ? { state, output: null } : { state: rest, output: first };
  },
};

export const set: SequentialObject<SetInput, SetOutput, ReadonlySet<string>> = {
  initial: new Set(),
  apply(state, { kind, element }) {
    const wasThere = state.has(element);
    if (kind === 'contains') return { state, output: wasThere };
    const changed = new Set(state);
    if (kind === 'remove') return { state: changed, output: changed.delete(element) };
    return { state: changed.add(element), output: !wasThere };
  },
};
