import type { Peer } from '../../../../labrpc/index.ts';
import type { OtherRaftRpc, Progress } from './other-types.ts';

export function newProgress(peer: Peer<OtherRaftRpc>, next: number): Progress {
  const line = { call: 0, busy: false, probed: false, failed: false, quietTicks: 0 };
  return { peer, next, match: 0, step: 1, told: 0, ...line };
}

/** A new call with news begins; an older one is given up. */
export function dial(follower: Progress): void {
  follower.call += 1;
  follower.busy = true;
  follower.probed = false;
  follower.failed = false;
}

/** That call was answered, lost, or is given up. An older one has been given up before. */
export function hangUp(follower: Progress, call: number, failed: boolean): void {
  if (follower.call !== call || !follower.busy) return;
  follower.busy = false;
  follower.failed = failed;
}

/** It has everything up to `index`, and knows that everything up to `commit` is committed. */
export function noteMatch(follower: Progress, index: number, commit: number): void {
  if (index > follower.match) follower.step = 1;
  follower.match = Math.max(follower.match, index);
  follower.next = Math.max(follower.next, follower.match + 1);
  follower.told = Math.max(follower.told, Math.min(index, commit));
}

/**
 * Back in growing steps: one by one takes too long where every message may be late. A snapshot is sent only
 * when the oldest entry that follows it, after `base`, has been rejected.
 */
export function backOff(follower: Progress, itsLast: number, base: number): void {
  const target = Math.max(Math.min(follower.next - follower.step, itsLast + 1), follower.match + 1);
  const isLastTry = follower.next <= base + 1;
  follower.next = isLastTry ? Math.min(target, base) : Math.max(target, base + 1);
  follower.step *= 8;
}
