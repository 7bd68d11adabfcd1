import type { Peer } from '../../../labrpc/index.ts';

/**
 * lab6a. A store in which a put names the version it replaces; 0 creates. A put that is accepted makes the
 * version one greater, so a new key has version 1. The server keeps nothing about its clients and what they
 * asked.
 */
export type GetResult =
  | { readonly kind: 'ok'; readonly value: string; readonly version: number }
  | { readonly kind: 'no-key' };
/** `no-key`: there is none, and the put named another version than 0. */
export type PutResult =
  | { readonly kind: 'ok' }
  | { readonly kind: 'version-mismatch' }
  | { readonly kind: 'no-key' };
/** Plus the RPC handlers that your clerk needs. */
export type VersionedStoreClass = new () => object;
export interface StoreClerkContract {
  get(key: string): Promise<GetResult>;
  /**
   * `maybe`: a retry was refused for its version, so an earlier try may have been the one that raised it.
   * Never `maybe` if there was one try only, nor for `ok` or `no-key`.
   */
  put(key: string, value: string, version: number): Promise<PutResult | { readonly kind: 'maybe' }>;
}
export interface StoreClerkConfig<StoreRpc> {
  readonly server: Peer<StoreRpc>;
}
// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type StoreClerkClass = new (config: StoreClerkConfig<any>) => StoreClerkContract;

/**
 * A lock that one client acquires and releases, any number of times. Only who holds it releases it. A client
 * that dies while it waits for it hinders nobody.
 */
export interface LockContract {
  /** Resolves when this client holds the lock. */
  acquire(): Promise<void>;
  release(): Promise<void>;
}
export type LockClass = new (config: {
  readonly clerk: StoreClerkContract;
  readonly name: string;
}) => LockContract;

/**
 * lab6b. Leases. Plus the RPC handlers that your client needs. The scenario may pause this server and skew
 * its clock, but never crashes it.
 */
export type LeaseServerClass = new (config: { readonly leaseMs: number }) => object;
export interface LeaseClientContract {
  /** Resolves when granted. The client renews it until `release`, or until it fails to. */
  acquire(name: string): Promise<Lease>;
}
export interface Lease {
  /**
   * Larger than that of every earlier grant of this lock, also of those to this client. Goes with every write
   * to storage.
   */
  readonly token: number;
  /**
   * Aborted once this client can no longer be sure that it holds the lock. A pause can make it late: that is
   * what the token is for.
   */
  readonly signal: AbortSignal;
  /** Only ever releases this very lease. */
  release(): Promise<void>;
}
export interface LeaseClientConfig<LeaseRpc> {
  readonly server: Peer<LeaseRpc>;
  readonly leaseMs: number;
}
// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type LeaseClientClass = new (config: LeaseClientConfig<any>) => LeaseClientContract;
/** Called over the network by the scenario's lock holders, hence one object in, one out. */
export interface FencedStorageContract {
  /** Refused only if this key has been written with a larger token; `newest` is the largest of this key. */
  write(args: {
    readonly key: string;
    readonly value: string;
    readonly token: number;
  }): { readonly kind: 'ok' } | { readonly kind: 'stale-token'; readonly newest: number };
  /** '' for a key never written. */
  read(args: { readonly key: string }): { readonly value: string };
}
export type FencedStorageClass = new () => FencedStorageContract;

/**
 * lab6c, given: a session with a small coordination service (ZooKeeper 2010, §2.2). Results of one session
 * come in order. `null`: connection lost, the operation may have been executed (a sequential node may exist
 * whose name you never learn).
 */
export interface Session {
  /** No two sessions have the same. */
  readonly id: string;
  /** Aborted when the session has expired: its ephemeral nodes are gone. */
  readonly expired: AbortSignal;
  /** Resolves to the actual path, with a ten-digit number appended if `sequential`. */
  create(
    path: string,
    options: { readonly ephemeral: boolean; readonly sequential: boolean },
  ): Promise<{ readonly kind: 'ok'; readonly path: string } | { readonly kind: 'exists' } | null>;
  remove(path: string): Promise<{ readonly kind: 'ok' } | { readonly kind: 'no-node' } | null>;
  /** `onChange` fires once, at the next change of that node, also if it does not exist yet. */
  exists(path: string, onChange?: () => void): Promise<{ readonly exists: boolean } | null>;
  /** Names without their path, in no promised order. `onChange` fires once, when a child comes or goes. */
  children(path: string, onChange?: () => void): Promise<{ readonly names: readonly string[] } | null>;
}
/**
 * `acquire` rejects if the session expires before the lock is granted. Grants in the order of the sequential
 * nodes.
 */
export type QueueLockClass = new (config: {
  readonly session: Session;
  readonly path: string;
}) => LockContract;
export interface ReadWriteLockContract {
  readonly read: LockContract;
  readonly write: LockContract;
}
export type ReadWriteLockClass = new (config: {
  readonly session: Session;
  readonly path: string;
}) => ReadWriteLockContract;

/** lab6d, given: a store whose keys expire by its own wall clock. Five independent ones. */
export interface ExpiringStoreRpc {
  setIfAbsent(args: { readonly key: string; readonly value: string; readonly ttlMs: number }): {
    readonly kind: 'set' | 'present';
  };
  removeIfEqual(args: { readonly key: string; readonly value: string }): {
    readonly kind: 'removed' | 'different';
  };
}
export interface RedlockConfig {
  readonly stores: readonly Peer<ExpiringStoreRpc>[];
  /** Largest relative difference between two clocks, for instance 0.01. */
  readonly maxDriftRatio: number;
}
export interface RedlockContract {
  /**
   * One try. `held` is worth relying on for `validForMs` after it resolves, if clocks behave: none is
   * set in the meantime, and none is faster or slower than told. A failed try leaves nothing behind.
   */
  tryAcquire(resource: string, ttlMs: number): Promise<RedlockResult>;
}
export type RedlockResult =
  | { readonly kind: 'held'; readonly validForMs: number; readonly release: () => Promise<void> }
  | { readonly kind: 'not-held' };
export type RedlockClass = new (config: RedlockConfig) => RedlockContract;
