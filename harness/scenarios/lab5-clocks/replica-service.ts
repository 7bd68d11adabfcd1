import type { Environment, PeerAddress, Program } from '../../../labrpc/host/program.ts';
import { encode } from '../../../labrpc/index.ts';
import type { ReplicaContract } from './contract.ts';

/** What a scenario tells a replica. */
export interface ReplicaSetup {
  readonly me: number;
  readonly peers: readonly PeerAddress[];
  /** Those that clients use. */
  readonly keys: readonly string[];
}

/** What a client asks of a replica. `operation`: by which the judge knows it. */
export interface StoreRequest {
  readonly operation: number;
  readonly key: string;
}
export interface WriteRequest extends StoreRequest {
  readonly context: unknown;
}
export interface PutRequest extends WriteRequest {
  readonly value: string;
}

/** What clients call: one replica's methods, told to the judge in the turn in which they run. */
export interface StoreRpc {
  get(args: StoreRequest): { readonly values: readonly string[]; readonly context: unknown };
  put(args: PutRequest): { readonly context: unknown };
  remove(args: WriteRequest): { readonly context: unknown };
}

/** What a replica reports after each turn. `operations`: of clients, so far. */
export interface ReplicaState {
  readonly operations: number;
  readonly values: ValuesByKey;
}

/** What a replica gives for each key, sorted. */
export type ValuesByKey = ReadonlyMap<string, readonly string[]>;

/** What a replica reports when it has done what a client asked for. */
export interface Did {
  readonly operation: number;
  readonly method: 'get' | 'put' | 'remove';
  readonly key: string;
  /** Of a get. */
  readonly values: readonly string[] | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: the context is the student's
type AnyReplica = ReplicaContract<any>;

/** The program of a replica, whoever wrote its class. */
export function serveReplica(
  environment: Environment,
  replica: AnyReplica,
  keys: readonly string[],
): Program {
  let operations = 0;
  let values: ValuesByKey = new Map();
  const did = <Result extends object>(
    method: Did['method'],
    { operation, key }: StoreRequest,
    result: Result,
  ): Result => {
    if (typeof result !== 'object' || result === null || !('context' in result)) {
      const message = `Replica.${method} must give an object with a context, at once, and gave ${String(result)}`;
      throw new TypeError(message);
    }
    operations += 1;
    const values = 'values' in result ? (result.values as readonly string[]) : undefined;
    const report: Did = { operation, method, key, values };
    environment.emit('did', report);
    return result;
  };
  const store: StoreRpc = {
    get: (asked) => {
      const { key } = asked;
      const result = did('get', asked, read(replica, key));
      if (Buffer.compare(encode(result), encode(read(replica, key))) !== 0)
        environment.emit('getsDiffer', { key });
      return result;
    },
    put: (asked) => {
      const { key, value, context } = asked;
      return did('put', asked, replica.put({ key, value, context }));
    },
    remove: (asked) => {
      const { key, context } = asked;
      return did('remove', asked, replica.remove({ key, context }));
    },
  };
  return {
    services: { store, replica },
    calls: {
      syncWith: async ({ peer }: { readonly peer: number }) => {
        await replica.syncWith(peer);
        return null;
      },
      /** Asks for keys that the judge knows nothing of. */
      lookUp: ({ keys: unknown }: { readonly keys: readonly string[] }) => {
        for (const key of unknown) read(replica, key);
        return null;
      },
    },
    state: () => {
      const now = valuesByKey(replica, keys);
      // The same map as long as nothing changes: a turn without news is no report.
      if (!isSame(now, values)) values = now;
      return { operations, values };
    },
    inspect: () => ({ replica }),
  };
}

function read(replica: AnyReplica, key: string): ReturnType<AnyReplica['get']> {
  const result = replica.get({ key });
  const { values } = result;
  if (Array.isArray(values) && values.every((value) => typeof value === 'string')) return result;
  throw new TypeError(
    `Replica.get must give values, an array of strings, at once, and gave ${String(values)}`,
  );
}

function valuesByKey(replica: AnyReplica, keys: readonly string[]): ValuesByKey {
  return new Map(keys.map((key) => [key, [...read(replica, key).values].sort()]));
}

function isSame(a: ValuesByKey, b: ValuesByKey): boolean {
  return (
    a.size === b.size &&
    [...a].every(([key, values]) => {
      const others = b.get(key) ?? [];
      return values.length === others.length && values.every((value, index) => value === others[index]);
    })
  );
}
