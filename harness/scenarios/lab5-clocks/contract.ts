import type { Links, Peer } from '../../../labrpc/index.ts';

/**
 * lab5a. A logical clock (Lamport 1978, rules IR1 and IR2): an event that happened before another has the
 * smaller time. Times are whole numbers; by how much a clock advances is free.
 */
export interface LamportClockContract {
  /** Time of this process's last event; 0 before the first. */
  readonly time: number;
  /** A local event or a send has happened: its time. */
  tick(): number;
  /** A message stamped `sent` was received: the time of that event. */
  receive(sent: number): number;
}
export type LamportClockClass = new () => LamportClockContract;

export interface Stamp {
  readonly time: number;
  readonly process: number;
}
/**
 * The total order: negative, 0 or positive as `a` comes before, equals or comes after `b`. By time, and where
 * times are equal by process, the smaller number first.
 */
export type CompareStamps = (a: Stamp, b: Stamp) => number;

/**
 * Mutual exclusion by total order, over links that keep order and lose nothing: requests are granted in the
 * order of their stamps, and one that happened before another has the smaller stamp. At most 3(n - 1)
 * messages for each request, and none without.
 */
export interface LamportMutexContract<Message> {
  /**
   * Resolves when this process holds the lock, with the stamp of its request. Not called again before
   * `release`.
   */
  acquire(): Promise<Stamp>;
  release(): void;
  receive(from: number, message: Message): void;
}
export interface LamportMutexConfig<Message> {
  readonly links: Links<Message>;
}
// biome-ignore lint/suspicious/noExplicitAny: the messages are the student's
export type LamportMutexClass = new (config: LamportMutexConfig<any>) => LamportMutexContract<any>;

/** lab5b. One entry a process, a whole number from 0. Never changes once it was handed out. */
export type VectorTime = readonly number[];
export type CausalOrder = 'before' | 'after' | 'equal' | 'concurrent';
/** `before` if some entry of `a` is smaller than that of `b`, and none is greater. */
export type CompareVectors = (a: VectorTime, b: VectorTime) => CausalOrder;
/** A vector clock (Fidge 1988, Mattern 1988): an event's vector is before another's just if the event is. */
export interface VectorClockContract {
  /** The vector of this process's last event; zeros before the first. */
  readonly time: VectorTime;
  /** A local event or a send has happened: its vector. */
  tick(): VectorTime;
  /** A message was received whose sending had the vector `sent`: the vector of that event. */
  receive(sent: VectorTime): VectorTime;
}
export type VectorClockClass = new (config: {
  readonly me: number;
  readonly size: number;
}) => VectorClockContract;

/** Causal broadcast over links that reorder and double, but lose nothing. */
export interface CausalBroadcastContract<Message> {
  /**
   * To all, this process included, which delivers it before the call returns. May be called from inside
   * `deliver`.
   */
  broadcast(payload: unknown): void;
  /** A message of process `from` has come, or a copy of one. */
  receive(from: number, message: Message): void;
}
export interface CausalBroadcastConfig<Message> {
  readonly links: Links<Message>;
  /**
   * Hands a payload to the application, with the process that broadcast it: each once, after all that
   * causally precede it, and no later than that.
   */
  readonly deliver: (from: number, payload: unknown) => void;
}
// biome-ignore lint/suspicious/noExplicitAny: the messages are the student's
export type CausalBroadcastClass = new (config: CausalBroadcastConfig<any>) => CausalBroadcastContract<any>;

/**
 * lab5c. A replica of a store without a leader (Dynamo, §4.4). `Context` is the student's: clients hand back
 * what they were given, encoded.
 */
export interface ReplicaContract<Context> {
  /**
   * All values that no other write known here has seen, in any order, and a context that has seen all
   * writes of the key that are known here. No values and the empty context for an unknown key. Changes
   * nothing: read after every turn.
   */
  get(args: { readonly key: string }): { readonly values: readonly string[]; readonly context: Context };
  /**
   * Replaces what `context` has seen (`undefined`: nothing) and nothing else. Two writes through one
   * replica with the same old context are siblings: plain version vectors by server lose one of them,
   * dotted ones (Preguiça et al. 2012) do not. The context that it gives has seen what the old one had, and
   * this very write; of writes that come later, none.
   * No two writes of a key put the same text.
   */
  put(args: { readonly key: string; readonly value: string; readonly context: Context | undefined }): {
    readonly context: Context;
  };
  /** Like `put`, but leaves no value. All three answer at once, whomever this replica can reach. */
  remove(args: { readonly key: string; readonly context: Context | undefined }): {
    readonly context: Context;
  };
  /**
   * Anti-entropy: resolves when what that replica and this one know has been exchanged, or the network gave
   * up. Called by the scenario: replicas exchange nothing at other times.
   */
  syncWith(peer: number): Promise<void>;
}
export interface ReplicaConfig<ReplicaRpc> {
  /** Own index in `peers`. */
  readonly me: number;
  /** All replicas, by index, this one included. */
  readonly peers: readonly Peer<ReplicaRpc>[];
}
// biome-ignore lint/suspicious/noExplicitAny: the RPCs and the context are the student's
export type ReplicaClass = new (config: ReplicaConfig<any>) => ReplicaContract<any>;

/**
 * A shopping cart: quantity by item. Merged on read from the carts of all siblings: every item of each, in
 * the largest quantity, so that an added item is never lost.
 */
export type Cart = ReadonlyMap<string, number>;
export type MergeCarts = (siblings: readonly Cart[]) => Cart;
