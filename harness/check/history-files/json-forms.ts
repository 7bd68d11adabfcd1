import type { Model } from '../linearizability/model.ts';
import { MODELS, type ModelName } from '../linearizability/models/index.ts';
import type { KvInput, KvOutput } from '../linearizability/models/kv.ts';
import type { MutexInput, MutexOutput } from '../linearizability/models/mutex.ts';
import type { QueueInput, QueueOutput } from '../linearizability/models/queue.ts';
import type { RegisterInput, RegisterOutput } from '../linearizability/models/register.ts';
import type { SetInput, SetOutput } from '../linearizability/models/set.ts';
import type { VersionedKvInput, VersionedKvOutput } from '../linearizability/models/versioned-kv.ts';
import type { JsonValue } from './json-value.ts';

/** How operations of one model are written in JSON. Both methods throw `MalformedHistory`. */
export interface JsonForm<Input, Output> {
  readonly model: Model<Input, Output, unknown>;
  /** `client`: who called. */
  readInput(value: JsonValue, client: number): Input;
  /** Of an operation that returned. Undefined: it did not tell what its object could have told. */
  readOutput(input: Input, value: JsonValue): Output | undefined;
}

const register: JsonForm<RegisterInput, RegisterOutput> = {
  model: MODELS.register,
  readInput(value) {
    const kind = value.field('kind').oneOf(['read', 'write', 'cas']);
    if (kind === 'read') {
      value.fields(['kind']);
      return { kind };
    }
    if (kind === 'write') return { kind, value: value.fields(['kind', 'value']).value.integer() };
    const { from, to } = value.fields(['kind', 'from', 'to']);
    return { kind, from: from.integer(), to: to.integer() };
  },
  readOutput({ kind }, value) {
    if (kind === 'read') return value.orNull(() => value.integer());
    return kind === 'cas' ? value.boolean() : value.nothing();
  },
};

const kv: JsonForm<KvInput, KvOutput> = {
  model: MODELS.kv,
  readInput(input) {
    const kind = input.field('kind').oneOf(['get', 'put', 'append']);
    if (kind === 'get') return { kind, key: input.fields(['kind', 'key']).key.string() };
    const { key, value } = input.fields(['kind', 'key', 'value']);
    return { kind, key: key.string(), value: value.string() };
  },
  readOutput: ({ kind }, value) => (kind === 'get' ? value.string() : value.nothing()),
};

const versionedKv: JsonForm<VersionedKvInput, VersionedKvOutput> = {
  model: MODELS['versioned-kv'],
  readInput(input) {
    const kind = input.field('kind').oneOf(['get', 'put']);
    if (kind === 'get') return { kind, key: input.fields(['kind', 'key']).key.string() };
    const { key, value, version } = input.fields(['kind', 'key', 'value', 'version']);
    return { kind, key: key.string(), value: value.string(), version: version.integer() };
  },
  readOutput({ kind }, output): VersionedKvOutput {
    if (kind === 'put') return output.oneOf(['ok', 'wrong version'] as const);
    return output.orNull(() => {
      const { value, version } = output.fields(['value', 'version']);
      return { value: value.string(), version: version.integer() };
    });
  },
};

const mutex: JsonForm<MutexInput, MutexOutput> = {
  model: MODELS.mutex,
  readInput(input, caller) {
    const fields = input.fields(['kind', 'client']);
    const client = fields.client.isThere ? fields.client.integer() : caller;
    return { kind: fields.kind.oneOf(['acquire', 'release']), client };
  },
  readOutput: (_, value) => value.nothing(),
};

const queue: JsonForm<QueueInput, QueueOutput> = {
  model: MODELS.queue,
  readInput(input) {
    const kind = input.field('kind').oneOf(['enqueue', 'dequeue']);
    if (kind === 'enqueue') return { kind, value: input.fields(['kind', 'value']).value.integer() };
    input.fields(['kind']);
    return { kind };
  },
  readOutput: ({ kind }, value) =>
    kind === 'enqueue' ? value.nothing() : value.orNull(() => value.integer()),
};

const set: JsonForm<SetInput, SetOutput> = {
  model: MODELS.set,
  readInput(input) {
    const { kind, element } = input.fields(['kind', 'element']);
    return { kind: kind.oneOf(['add', 'remove', 'contains']), element: element.string() };
  },
  readOutput({ kind }, value) {
    if (kind === 'contains') return value.boolean();
    return value.orNull(() => value.boolean()) ?? undefined;
  },
};

/** The form of every model. */
export const JSON_FORMS: Readonly<Record<ModelName, JsonForm<unknown, unknown>>> = {
  register,
  kv,
  'versioned-kv': versionedKv,
  mutex,
  queue,
  set,
};

export const MODEL_NAMES: readonly ModelName[] = Object.keys(MODELS) as ModelName[];
