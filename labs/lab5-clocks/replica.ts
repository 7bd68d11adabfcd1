import type { ReplicaConfig, ReplicaContract } from '../../harness/scenarios/lab5-clocks/contract.ts';
import { NotImplemented, type Peer } from '../../labrpc/index.ts';

/**
 * What a client is given with an answer, and hands back with its next write: which writes it has seen.
 * Yours to change: anything that `encode` takes.
 */
export interface Context {
  readonly seen: ReadonlyMap<number, number>;
  // A version vector will do for this, but not as the name of a write: see steps 1 and 4 of the handout.
}

/**
 * What replicas say to each other. Yours to change: any methods with one argument object and one reply
 * object.
 */
export interface ReplicaRpc {
  exchange(args: { readonly from: number }): { readonly from: number };
}

/** A replica of a store without a leader (Dynamo §4.4). */
export class Replica implements ReplicaContract<Context>, ReplicaRpc {
  /** Own index in `peers`. */
  private readonly me: number;
  /** `await peers[index].call('exchange', args)`: the reply, or `null` if none came. */
  private readonly peers: readonly Peer<ReplicaRpc>[];

  // What is known of a key: the siblings, each with the name of its write, and what else?

  constructor(config: ReplicaConfig<ReplicaRpc>) {
    this.me = config.me;
    this.peers = config.peers;
  }

  /**
   * The values that no other write known here has replaced, in any order, and a context that has seen all
   * that is known here of the key. No values for an unknown key. Changes nothing: tests call it after every
   * turn.
   */
  get(_args: { readonly key: string }): { readonly values: readonly string[]; readonly context: Context } {
    throw new NotImplemented('lab5c', 'Replica.get in replica.ts', 'labs/lab5-clocks/README.md#5c');
  }

  /**
   * A new value, in place of what `context` has seen (`undefined`: nothing) and of nothing else. The
   * context that it gives has seen what the old one had, and this write.
   */
  put(_args: { readonly key: string; readonly value: string; readonly context: Context | undefined }): {
    readonly context: Context;
  } {
    throw new NotImplemented('lab5c', 'Replica.put in replica.ts', 'labs/lab5-clocks/README.md#5c');
  }

  /** Like `put`, but leaves no value. */
  remove(_args: { readonly key: string; readonly context: Context | undefined }): {
    readonly context: Context;
  } {
    throw new NotImplemented('lab5c', 'Replica.remove in replica.ts', 'labs/lab5-clocks/README.md#5c');
  }

  /** Resolves when that replica and this one both know what either of them knew, or the network gave up. */
  async syncWith(_peer: number): Promise<void> {
    throw new NotImplemented('lab5c', 'Replica.syncWith in replica.ts', 'labs/lab5-clocks/README.md#5c');
  }

  /** Another replica has called. */
  exchange(_args: { readonly from: number }): { readonly from: number } {
    throw new NotImplemented('lab5c', 'Replica.exchange in replica.ts', 'labs/lab5-clocks/README.md#5c');
  }
}
