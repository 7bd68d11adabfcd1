import { Condition, type Peer } from '../../labrpc/index.ts';
import type { RaftRpc } from './messages.ts';

/** What a leader knows of another server. */
export class Follower {
  readonly peer: Peer<RaftRpc>;
  readonly bell: Condition = new Condition();
  next: number;
  match = 0;
  /** A message with news is under way. */
  busy = false;

  constructor(peer: Peer<RaftRpc>, next: number) {
    this.peer = peer;
    this.next = next;
  }

  has(index: number): void {
    this.match = Math.max(this.match, index);
    this.next = Math.max(this.next, this.match + 1);
  }
}
