import type { Peer } from '../../../../labrpc/index.ts';

/** What the servers of `other-raft.ts` say to each other. */
export interface OtherRaftRpc {
  vote(args: VoteArgs): { readonly term: number; readonly yes: boolean };
  append(args: AppendArgs): AppendReply;
  install(args: InstallArgs): { readonly term: number };
}
export interface VoteArgs {
  readonly term: number;
  readonly from: number;
  readonly last: number;
  readonly lastTerm: number;
}
export interface AppendArgs {
  readonly term: number;
  readonly after: number;
  readonly afterTerm: number;
  readonly entries: readonly Entry[];
  readonly commit: number;
}
export interface AppendReply {
  readonly term: number;
  readonly ok: boolean;
  /** Where the log ends. */
  readonly last: number;
}
export interface InstallArgs {
  readonly term: number;
  readonly index: number;
  readonly indexTerm: number;
  readonly bytes: Uint8Array;
}

/** Without a command: a no-op. */
export type Entry = { readonly term: number; readonly command?: unknown };
export type Saved = readonly [term: number, votedFor: number, base: number, log: Entry[]];

export type Role = { readonly kind: 'follower' } | Candidate | Leader;
export interface Candidate {
  readonly kind: 'candidate';
  readonly ballots: readonly Ballot[];
}
export interface Ballot {
  readonly peer: Peer<OtherRaftRpc>;
  answer: 'none' | 'yes' | 'no';
  quietTicks: number;
}
export interface Leader {
  readonly kind: 'leader';
  readonly followers: readonly Progress[];
}
export interface Progress {
  readonly peer: Peer<OtherRaftRpc>;
  next: number;
  match: number;
  /** How far to go back at the next rejection. */
  step: number;
  /** Up to where it knows what is committed. */
  told: number;
  /** Number of the newest call that carries news, and whether its answer is awaited. */
  call: number;
  busy: boolean;
  /** That answer is late, and an empty call went after it. */
  probed: boolean;
  /** The network lost that call: wait for the next heartbeat. */
  failed: boolean;
  quietTicks: number;
}
