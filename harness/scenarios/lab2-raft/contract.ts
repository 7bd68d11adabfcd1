import type { Channel, Peer, Persister } from '../../../labrpc/index.ts';

export interface RaftConfig<RaftRpc> {
  /** All servers, by index, this one included, so that indexes agree everywhere. */
  readonly peers: readonly Peer<RaftRpc>[];
  /** Own index in `peers`. */
  readonly me: number;
  readonly persister: Persister;
  /** Where committed entries go, in log order, each once in the life of this instance. */
  readonly applyCh: Channel<ApplyMsg>;
}

/**
 * Raft, as the service above it sees it. Extended Raft paper (Ongaro & Ousterhout 2014), Figures 2 and 13.
 */
export interface RaftContract {
  /**
   * Offers a command to the log and returns at once; it may never commit. Two equal commands are two entries.
   */
  start(command: unknown): StartResult;
  /** The current term and whether this server believes it leads it. */
  getState(): RaftState;
  /**
   * The service has saved everything up to and including `index` in `snapshot`: drop that prefix of the log,
   * keep the bytes. An old index is ignored.
   */
  snapshot(index: number, snapshot: Uint8Array): void;
}

export type StartResult =
  | { readonly kind: 'accepted'; readonly index: number; readonly term: number }
  | { readonly kind: 'not-leader' };

export interface RaftState {
  readonly term: number;
  readonly isLeader: boolean;
}

/**
 * `index` grows by one from message to message, but for a snapshot, which may jump ahead and never goes back.
 * `no-op` is for entries that no `start` asked for (a leader may append one on election, §8). After a restart
 * the first message follows `persister.readSnapshot()`: the service loads that itself.
 */
export type ApplyMsg =
  | { readonly kind: 'command'; readonly index: number; readonly term: number; readonly command: unknown }
  | { readonly kind: 'no-op'; readonly index: number; readonly term: number }
  | {
      readonly kind: 'snapshot';
      readonly index: number;
      readonly term: number;
      readonly snapshot: Uint8Array;
    };

// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type RaftClass = new (config: RaftConfig<any>) => RaftContract;
