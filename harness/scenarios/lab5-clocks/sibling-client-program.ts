import type { Boot, PeerAddress } from '../../../labrpc/host/program.ts';
import { encode, type Peer } from '../../../labrpc/index.ts';
import type { Cart, MergeCarts } from './contract.ts';
import type { StoreRpc } from './replica-service.ts';

/** What a scenario tells a client. */
export interface ClientSetup {
  readonly replicas: readonly PeerAddress[];
}

/** What a scenario asks of a client. */
export interface AskedRead {
  readonly operation: number;
  readonly replica: number;
  readonly key: string;
}
export interface AskedWrite extends AskedRead {
  /** The operation whose answer brought the context to use; undefined: none. */
  readonly contextOf: number | undefined;
}
export interface AskedPut extends AskedWrite {
  readonly value: string;
}

/** What it says of the answer. */
export interface Answered {
  /** Of a get. */
  readonly values?: readonly string[] | undefined;
  /** Length of the context, encoded. */
  readonly contextBytes: number;
}

export interface Merged {
  readonly merged: Cart;
  /** What `mergeCarts` was given, as it is afterwards. */
  readonly siblings: readonly Cart[];
}

/** A client of the store: keeps the contexts that it was given, and hands them back as they were. */
export const boot: Boot = (lab, environment) => {
  const { replicas } = environment.setup as ClientSetup;
  const peers: readonly Peer<StoreRpc>[] = replicas.map((replica) => environment.peer(replica, 'store'));
  const contexts = new Map<number, unknown>();
  const contextOf = (operation: number | undefined): unknown => {
    if (operation === undefined) return undefined;
    if (!contexts.has(operation)) throw new Error(`operation ${operation} was not this client's`);
    return contexts.get(operation);
  };

  const ask = async (
    { operation, replica }: AskedRead,
    call: (peer: Peer<StoreRpc>) => Promise<{ values?: readonly string[]; context: unknown } | null>,
  ): Promise<Answered> => {
    const peer = peers[replica];
    const reply = peer && (await call(peer));
    if (!reply) throw new Error(`replica ${replica} did not answer`);
    contexts.set(operation, reply.context);
    const contextBytes = encode(reply.context).length;
    return reply.values ? { values: reply.values, contextBytes } : { contextBytes };
  };

  return {
    calls: {
      get: (asked: AskedRead) =>
        ask(asked, (peer) => peer.call('get', { operation: asked.operation, key: asked.key })),
      put: (asked: AskedPut) => {
        const { operation, key, value } = asked;
        const args = { operation, key, value, context: contextOf(asked.contextOf) };
        return ask(asked, (peer) => peer.call('put', args));
      },
      remove: (asked: AskedWrite) => {
        const { operation, key } = asked;
        const args = { operation, key, context: contextOf(asked.contextOf) };
        return ask(asked, (peer) => peer.call('remove', args));
      },
      merge: ({ siblings }: { readonly siblings: readonly Cart[] }): Merged => {
        const mergeCarts = lab.mergeCarts as MergeCarts | undefined;
        if (typeof mergeCarts !== 'function') {
          throw new Error('cart.ts must export a function named mergeCarts');
        }
        const merged = mergeCarts(siblings);
        if (merged instanceof Map) return { merged: new Map(merged), siblings };
        throw new TypeError(`mergeCarts must give a Map, and gave ${String(merged)}`);
      },
    },
    inspect: () => ({ client: { contexts } }),
  };
};
