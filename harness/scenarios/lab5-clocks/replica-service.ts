import type { Environment, PeerAddress, Program } from '../../../labrpc/host/program.ts';
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

/**
 * What a replica reports after each turn. `operations`: of clients, so far. `values`: what it gives, by key,
 * each key's values sorted, as JSON: a text is compared with the last one quickly.
 */
export interface ReplicaState {
  readonly operations: number;
  readonly values: string;
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
  const did = <Result extends object>(method: string, operation: number, result: Result): Result => {
    const isResult = typeof result === 'object' && result !== null && 'context' in result;
    if (!isResult) {
      const message = `Replica.${method} must give an object with a context at once, and gave ${String(result)}`;
      throw new TypeError(message);
    }
    operations += 1;
    environment.emit('did', { operation, values: 'values' in result ? result.values : undefined });
    return result;
  };
  const store: StoreRpc = {
    get: ({ operation, key }) => did('get', operation, read(replica, key)),
    put: ({ operation, key, value, context }) => did('put', operation, replica.put({ key, value, context })),
    remove: ({ operation, key, context }) => did('remove', operation, replica.remove({ key, context })),
  };
  return {
    services: { store, replica },
    calls: {
      syncWith: async ({ peer }: { readonly peer: number }) => {
        await replica.syncWith(peer);
        return null;
      },
    },
    state: () => ({ operations, values: JSON.stringify(keys.map((key) => sortedValues(replica, key))) }),
    inspect: () => ({ replica }),
  };
}

function read(replica: AnyReplica, key: string): ReturnType<AnyReplica['get']> {
  const result = replica.get({ key });
  if (Array.isArray(result.values) && result.values.every((value) => typeof value === 'string'))
    return result;
  throw new TypeError(`Replica.get must give values, an array of strings, and gave ${String(result.values)}`);
}

function sortedValues(replica: AnyReplica, key: string): readonly string[] {
  return [...read(replica, key).values].sort();
}
