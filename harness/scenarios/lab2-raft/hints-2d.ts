import type { Hint } from '../scenario.ts';

/**
 * Snapshots: what the disk and the service must never see. What makes them slow is in hints-2d-progress.ts.
 */
export const SNAPSHOT_SAFETY_HINTS: readonly Hint[] = [
  {
    word: 'saved-in-two-steps',
    symptom: 'after a crash, log and snapshot on the disk do not fit together',
    of: ['raft/apply-order', 'raft/snapshot-content', 'crash-at-snapshot'],
    steps: [
      'How many calls of `save` does your `snapshot` make, and what is on the disk after the first?',
      'A snapshot replaces log entries (§7): the log without them and the snapshot that holds them belong ' +
        'together, and a crash may come between any two effects of a turn.',
      'Shorten the log in memory, then call `save` once, with the new state and the snapshot as its ' +
        'second argument. It replaces both in one step. The same where a snapshot of the leader is installed.',
    ],
  },
  {
    word: 'snapshot-lost',
    symptom: 'the snapshot is gone, or another one, after a second crash or when it is sent',
    of: ['raft/snapshot-content', 'raft/apply-order', 'crash-twice'],
    steps: [
      'Follow the snapshot on the disk through the life of one server: which calls of `save` replace it, ' +
        'and with what? And where does the one that a leader sends come from?',
      '`save(state)` leaves the snapshot as it is; `save(state, snapshot)` replaces it (contract). After ' +
        'a restart it is on the disk and nowhere else.',
      'Give the second argument only when there is a new snapshot, and never an empty one. Do not keep a ' +
        'copy in a field that a restart leaves empty: when you send it, take `persister.readSnapshot()`.',
    ],
  },
  {
    word: 'goes-back',
    symptom: 'an old snapshot comes late, and service or disk go back',
    of: ['raft/apply-order', 'raft/snapshot-content', 'late-snapshots', 'old-snapshot'],
    steps: [
      'Compare three indexes at the moment it came: that of the snapshot, where your log begins, and what ' +
        'you have applied. Which of them did you ask about?',
      'A snapshot that covers no more than what is applied already tells nothing new (Figure 13); the ' +
        'service never goes back. `snapshot` with an old index is ignored (contract).',
      'When the leader’s snapshot arrives: if its index is not above what you have applied or committed, ' +
        'answer and do nothing else; do not save it either. In `snapshot(index)`: if the index is not ' +
        'above the last one included, return before you save.',
    ],
  },
  {
    word: 'service-not-told',
    symptom: 'after a snapshot was installed, the entry applied next does not follow',
    of: ['raft/apply-order', 'install-after-cut', 'install-after-cut-unreliable'],
    steps: [
      'What did the service get between its last entry and this one? And what were `commitIndex` and ' +
        '`lastApplied` after the snapshot was installed?',
      'An installed snapshot goes to the service (Figure 13, 8): it takes the place of all entries up to ' +
        'its index, and the next one applied follows it.',
      'Send `{ kind: "snapshot", index, term, snapshot }` on `applyCh`, and set `lastApplied` and ' +
        '`commitIndex` to that index in the same turn, without an `await` in between. Then no loop can ' +
        'apply an entry in front of it or one of those that are gone.',
    ],
  },
  {
    word: 'install-unsaved',
    symptom: 'a server crashes after it got a snapshot, and comes back without it',
    of: ['raft/apply-order', 'raft/snapshot-content', 'crash-at-install'],
    steps: [
      'What is on the disk of the receiver when its service gets the snapshot, and when its answer leaves?',
      'What the service or the leader rely on is saved before (Figure 13, 5; Figure 2). The shortened log ' +
        'without the snapshot is a log with a hole.',
      'Install in this order, in one turn: change the log, save state and snapshot in one call, send to ' +
        '`applyCh`, return the reply.',
    ],
  },
  {
    word: 'restart-begins',
    symptom: 'after a restart with a snapshot the first apply is wrong',
    of: ['raft/apply-order', 'install-after-crash', 'install-after-crash-unreliable', 'all-crash'],
    steps: [
      'Log `commitIndex`, `lastApplied` and the first index of the log at the end of the constructor. ' +
        'Which entry will be applied first?',
      'The service loads the snapshot by itself, before your first message, and the entries go on after ' +
        'it (contract). What a snapshot covers is committed (§7).',
      'Save index and term of the last entry included along with the log. On restart, `commitIndex` and ' +
        '`lastApplied` begin at that index. Do not send the snapshot to the service again.',
    ],
  },
  {
    word: 'entries-dropped',
    symptom: 'entries behind a snapshot are gone, though they were acknowledged',
    of: ['raft/leader-completeness', 'raft/state-machine-safety', 'entries-after-snapshot'],
    steps: [
      'How long was the log before and after the snapshot? Which of the entries that vanished does the snapshot not hold?',
      'A snapshot stands for a prefix. If the log has the snapshot’s last entry, same index and same ' +
        'term, what follows it stays; only otherwise all of it goes (Figure 13, 6 and 7).',
      'Ask before you cut: is there an entry at that index, and has it that term? Then drop up to it and ' +
        'keep the rest. For `snapshot(index)` of your own service the rest always stays: it is your own log.',
    ],
  },
  {
    word: 'exception-at-index',
    symptom: 'an exception, or `undefined`, where a log index meets the array',
    of: ['lab/exception', 'snapshots'],
    steps: [
      'Which index was asked for, and where does the log begin by now? Has a snapshot been taken since ' +
        'that index was computed, perhaps during an `await`?',
      'Entries up to the last one included are gone (§7). What remains of them is one index and one term.',
      'Put the log into a class of its own that knows its offset and is asked by log index only: term at ' +
        'an index, entries from an index on, last index. The term at the last one included is known too. ' +
        'Before you send, ask whether `nextIndex` is still in the log; if not, it takes the snapshot.',
    ],
  },
];
