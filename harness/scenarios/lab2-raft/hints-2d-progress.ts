import type { Hint } from '../scenario.ts';

/** Snapshots: what makes logs long, or followers late. */
export const SNAPSHOT_PROGRESS_HINTS: readonly Hint[] = [
  {
    word: 'state-grows',
    symptom: 'the state on the disk stays large although the service takes snapshots',
    of: ['raft/log-trimmed', 'snapshots', 'long-churn'],
    steps: [
      'What is in the state that you save, and how many entries of it does the snapshot cover?',
      'After a snapshot the log holds only what comes after it (§7).',
      'In `snapshot(index)`: drop the entries up to `index`, keep index and term of the last one, save. ' +
        'The snapshot is the second argument of `save`, and no part of the state. A follower trims when ' +
        'its own service says so; do not wait for the others.',
    ],
  },
  {
    word: 'boundary-term',
    symptom: 'a follower refuses everything, and the entry before its first one is in the snapshot',
    of: ['raft/agreement', 'raft/leader-elected', 'crash-at-snapshot', 'all-crash'],
    steps: [
      'Which `prevLogIndex` was refused? What does your log say is the term at that index, before and after a restart?',
      'Index and term of the last entry included are kept for the consistency check of the entry that ' +
        'follows (§7), and for the last term of a log that is otherwise empty (§5.4.1).',
      'Save both with the log and restore both. The term at the last index included is that one; the last ' +
        'term of an empty log as well. If `prevLogIndex` lies further back, what your snapshot covers is ' +
        'committed, so it agrees: skip those entries and go on with the first that you lack.',
    ],
  },
  {
    word: 'never-catches-up',
    symptom: 'a follower that needs a snapshot does not get it, or too late',
    of: [
      'raft/agreement',
      'install-after-cut',
      'install-after-cut-unreliable',
      'install-after-crash',
      'install-after-crash-unreliable',
      'crash-at-install',
      'snapshots-keep-coming',
    ],
    steps: [
      'What did the leader send to that follower since it is back, and what was it waiting for? Log ' +
        '`nextIndex` and the first index of the leader’s log.',
      'A follower that needs an entry the leader no longer has is sent the snapshot (§7). One that may be ' +
        'lost is sent again when its call has returned, or after 2 s at the latest (handout: limits).',
      'Wherever you are about to send entries, ask first whether the one at `nextIndex` is still there; ' +
        'if not, send the snapshot. Mark the follower as busy with it, take the mark off when the call ' +
        'returns or 2 s have passed, and when you are elected. After a success `nextIndex` follows the ' +
        'snapshot you sent; if that is gone from the log by now as well, send the next one at once. Take heed also when a refusal throws `nextIndex` below the log.',
    ],
  },
  {
    word: 'wrong-match',
    symptom: 'the leader takes a follower that got a snapshot to have more than that',
    of: [
      'raft/leader-completeness',
      'raft/state-machine-safety',
      'raft/majority-commits',
      'snapshots-keep-coming',
    ],
    steps: [
      'After `installSnapshot` succeeded, to what did the leader set `matchIndex`, and what had been in the message?',
      'What a follower has is what that message carried (Figure 2: matchIndex). While the call was under ' +
        'way, the leader may have got entries and taken newer snapshots.',
      'Keep the last index included in a local variable when you send. On success `matchIndex` becomes ' +
        'that, if it is larger, and `nextIndex` at least one more. Not the last index of the log, and not ' +
        'the last one included by now. And as everywhere: only if you still lead, in the same term.',
    ],
  },
  {
    word: 'sent-again-and-again',
    symptom: 'a snapshot is sent again and again',
    of: ['raft/snapshot-economy', 'snapshot-economy'],
    steps: [
      'How often did the same snapshot go to the same follower, and was the first call still under way each time?',
      'While a snapshot is under way it does not go out with every heartbeat (handout: limits).',
      'Remember for each follower that one is on its way. Until the call returns, or 2 s have passed, ' +
        'heartbeats to it carry no snapshot; an empty append keeps it from standing. Once it has ' +
        'answered, `nextIndex` must be behind the snapshot: else the next heartbeat begins anew.',
    ],
  },
  {
    word: 'rarely',
    symptom: 'it fails only now and then, with all faults and snapshots together',
    of: ['long-churn', 'snapshot-storm', 'everything-snapshots'],
    steps: [
      'Make the run smaller: `npm test PART seed=S only=SLUG shrink`. Is there still a snapshot in it? If ' +
        'not, it is a failure of an earlier part.',
      'Besides what can go wrong in 2c, a snapshot moves the beginning of the log at any moment (§7): ' +
        'between reading `nextIndex` and using it, between a call and its reply.',
      'At every use of a log index ask whether it may lie before the log by now: in appends that come ' +
        'late, in refusals that point far back, in the search for a conflicting term. An append that ' +
        'begins before your snapshot is no conflict: its first entries are yours already. Then `runs=1000`.',
    ],
  },
];
