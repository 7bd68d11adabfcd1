import type { Hint } from '../scenario.ts';

/** Snapshots: what they must hold, and how they are restored. */
export const SNAPSHOT_CONTENT_HINTS: readonly Hint[] = [
  {
    word: 'twice-after-snapshot',
    symptom: 'an append is in the value twice, after a restart or where a snapshot was sent',
    of: [
      'kv/applied-twice',
      'duplicate-after-restart',
      'duplicate-after-install',
      'snapshot-unreliable-restarts',
    ],
    steps: [
      'Which server executed it the second time, and what did it know of that clerk then? Log what your ' +
        'machine remembers of clerks, right after each `restore`.',
      'A snapshot is the whole state of the machine: everything on which the result of `apply` depends, ' +
        'so also which operations were executed (§8).',
      'Encode the values and, for each clerk, its last executed operation, together in `snapshot()`. ' +
        '`restore` replaces both, at the start and when a snapshot is sent. No part of it may live outside ' +
        'of the machine.',
    ],
  },
  {
    word: 'lost-after-snapshot',
    symptom: 'something that was answered is gone after a restart, or on a server that was sent a snapshot',
    of: [
      'kv/append-missing',
      'kv/stale-read',
      'kv/two-orders',
      'kv/append-order',
      'kv/linearizable',
      'snapshot-many-keys',
      'snapshot-restarts',
      'snapshot-rolling-restarts',
      'snapshot-random-keys',
      'laggard',
      'laggard-leads',
    ],
    steps: [
      'What is in your machine right after the constructor of `Rsm`, and right after a `snapshot` came on ' +
        '`applyCh`? Which index does that belong to?',
      'Raft goes on after the last entry that the snapshot covers, and never sends what it covers again ' +
        '(§7). A snapshot for an index holds the effects of every entry up to it, that one included.',
      'In the constructor: `readSnapshot()`, and `restore` if there is one, before Raft is made. For a ' +
        '`snapshot` on `applyCh`: `restore` at once, in the order of the channel. Your own: first `apply`, ' +
        'then `raft.snapshot(index, machine.snapshot())` with the index of that entry, and no `await` between.',
    ],
  },
  {
    word: 'merged',
    symptom: 'a server that was sent a snapshot answers with values it had before',
    of: ['kv/append-missing', 'kv/stale-read', 'kv/two-orders', 'laggard-leads', 'far-behind'],
    steps: [
      'What did that server hold before the snapshot came, and what of it is left afterwards?',
      'A snapshot that is sent stands for a log that this server does not have: it takes the place of its ' +
        'state (Figure 13, 8).',
      'Assign the decoded maps to the fields, in place of the old ones. Do it in the turn in which you ' +
        'take the message out of the channel: what comes after it is applied on top.',
    ],
  },
  {
    word: 'torn-snapshot',
    symptom: 'after a crash at a snapshot, the log and the snapshot on the disk do not fit',
    of: ['lab/exception', 'crash-after-snapshot', 'snapshot-everything'],
    steps: [
      'Who calls `persister.save`, and how often while one snapshot is taken?',
      'State and snapshot are replaced in one atomic step (contract of the persister): a log without its ' +
        'beginning is worth nothing without the snapshot that replaces it.',
      'Only Raft saves. Give it index and snapshot in one call of `raft.snapshot`, and let that save both. ' +
        'If it is your Raft that saves twice: `npm test lab2d only=crash-at-snapshot`.',
    ],
  },
  {
    word: 'silent-after-snapshot',
    symptom: 'clerks have no answer once there are snapshots',
    of: ['kv/answered', 'snapshot-partitions', 'snapshot-unreliable', 'snapshot-everything'],
    steps: [
      'Which server did the clerk ask last, and what does that server wait for? Is there an entry whose ' +
        'result can no longer come?',
      'If a snapshot covers an entry, it is never applied by itself here: whoever waits for it is told ' +
        '`not-leader`, which promises nothing.',
      'When a snapshot comes on `applyCh`, resolve all submissions up to its index with `not-leader`. The ' +
        'clerk asks again, and the machine knows what it has done.',
    ],
  },
];
