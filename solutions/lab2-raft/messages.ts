import type { LogEntry } from './log.ts';

/**
 * What Raft servers say to each other: the three RPCs of Figures 2 and 13, with the paper's names.
 * Left out are `leaderId`, because nothing here redirects clients, and the chunks of `InstallSnapshot`,
 * because a snapshot fits into one message.
 */
export interface RaftRpc {
  requestVote(args: RequestVoteArgs): RequestVoteReply;
  appendEntries(args: AppendEntriesArgs): AppendEntriesReply;
  installSnapshot(args: InstallSnapshotArgs): InstallSnapshotReply;
}

export interface RequestVoteArgs {
  readonly term: number;
  readonly candidateId: number;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
}

export interface RequestVoteReply {
  /** The voter's term, for a candidate that has fallen behind. */
  readonly term: number;
  readonly voteGranted: boolean;
}

/** Also the heartbeat, then often with no entries. */
export interface AppendEntriesArgs {
  readonly term: number;
  /** Index of the entry just before `entries`. */
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  readonly entries: readonly LogEntry[];
  readonly leaderCommit: number;
}

export interface AppendEntriesReply {
  readonly term: number;
  readonly success: boolean;
  /** If it failed at `prevLogIndex`, and not because the leader's term is over. */
  readonly conflict?: Conflict;
}

/** Where a follower's log departs from the leader's: lets the leader skip a whole term (end of §5.3). */
export interface Conflict {
  /** Term of the follower's entry at `prevLogIndex`, 0 if its log ends before that. */
  readonly conflictTerm: number;
  /** The follower's first index of that term, or the first index it has nothing for. */
  readonly conflictIndex: number;
}

export interface InstallSnapshotArgs {
  readonly term: number;
  /** Index and term of the last entry that the snapshot replaces. */
  readonly lastIncludedIndex: number;
  readonly lastIncludedTerm: number;
  readonly data: Uint8Array;
}

export interface InstallSnapshotReply {
  readonly term: number;
}
