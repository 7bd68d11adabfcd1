import type { Peer } from '../../labrpc/index.ts';
import type { RaftRpc } from './messages.ts';

/** What a server keeps about each of the others: for a candidate its vote, for a leader its progress. */
export interface Other {
  readonly peer: Peer<RaftRpc>;
  /** It voted for us in this term. */
  voteGranted: boolean;
  /** Index of the next entry to send: a guess at first, which rejections correct downwards. */
  nextIndex: number;
  /** Highest index known to be on that server. Never falls within a term. */
  matchIndex: number;
  /** Entries are under way: new ones wait for the answer, so that each is sent once. */
  entriesInFlight: boolean;
  /** When to say again what is still true. */
  retryTimer: ReturnType<typeof setTimeout> | undefined;
}

export function newOther(peer: Peer<RaftRpc>): Other {
  const retryTimer = undefined;
  return { peer, voteGranted: false, nextIndex: 1, matchIndex: 0, entriesInFlight: false, retryTimer };
}
