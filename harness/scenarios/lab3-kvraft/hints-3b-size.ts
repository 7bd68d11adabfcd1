import type { Hint } from '../scenario.ts';

/** Snapshots: when they are taken, and what they weigh. */
export const SNAPSHOT_SIZE_HINTS: readonly Hint[] = [
  {
    word: 'state-too-large',
    symptom: 'the persisted state exceeds eight times maxStateBytes',
    of: ['kv/state-size', 'snapshot-size', 'snapshot-large-values'],
    steps: [
      'Log `persister.stateBytes` after each entry that is applied, on all servers. Is it ever compared ' +
        'with `maxStateBytes`, and what happens then?',
      'Each server takes its own snapshots, whether it leads or not (§7). The size has to be looked at ' +
        'when something was applied: by a timer it comes too late.',
      'At the end of each `apply`: if `stateBytes` is near `maxStateBytes` (we take nine tenths), call ' +
        '`raft.snapshot(index, …)`. If the state stays large after that, it is lab 2’s: what does your ' +
        'log keep?',
    ],
  },
  {
    word: 'unwanted-snapshot',
    symptom: 'there is a snapshot although maxStateBytes is Infinity',
    of: ['kv/no-snapshot'],
    steps: [
      'Where do you decide that a snapshot is due, and what does `maxStateBytes` do there?',
      '`Infinity` means never (contract). Comparisons with it work as with any number.',
      'Compare with `maxStateBytes` itself. `stateBytes >= 0.9 * Infinity` is false.',
    ],
  },
  {
    word: 'snapshot-grows',
    symptom: 'snapshots or messages grow although the data does not',
    of: ['kv/snapshot-size', 'kv/traffic', 'snapshot-size', 'bounded'],
    steps: [
      'Decode a late snapshot, or look at a late request: what is in it that was not in an early one?',
      'A clerk does one thing at a time. What came before its last operation is never asked again, apart ' +
        'from late copies, which a comparison of numbers tells.',
      'Keep one number for each clerk, that of its last executed operation, and execute only what has a ' +
        'higher one. Replies of old operations need not be kept.',
    ],
  },
  {
    word: 'too-many-snapshots',
    symptom: 'a snapshot is taken with nearly every operation',
    of: ['kv/snapshot-economy', 'snapshots-rarely'],
    steps: [
      'How large is the state when you take a snapshot, and right after it?',
      'A snapshot costs as much as the whole state of the machine: it pays when the log has become ' +
        'long (§7).',
      'Ask for `persister.stateBytes`, which is the log without the snapshot, and compare with a good part ' +
        'of `maxStateBytes`.',
    ],
  },
  {
    word: 'slow-with-snapshots',
    symptom: 'operations take long once there are snapshots, or some wait for a snapshot',
    of: ['kv/speed', 'snapshot-speed'],
    steps: [
      'At which times does the leader apply entries? Is there a gap after each snapshot?',
      'Nothing has to wait for a snapshot: it is one call, and it is done when that returns.',
      'No `sleep` and no `await` where entries are applied, apart from the one on the channel.',
    ],
  },
  {
    word: 'too-few-snapshots',
    symptom: 'all runs passed, but too few snapshots were taken, or restored, in them',
    of: [
      'scenario/floor',
      'rsm-snapshots',
      'rsm-large-commands',
      'rsm-few-snapshots',
      'rsm-restore',
      'rsm-install',
      'rsm-index-in-snapshot',
      'rsm-storm-snapshots',
      'snapshot-size',
      'snapshot-speed',
      'snapshots-rarely',
      'bounded',
      'snapshot-large-values',
      'snapshot-many-keys',
      'crash-after-snapshot',
      'laggard',
      'laggard-leads',
      'far-behind',
      'duplicate-after-restart',
      'duplicate-after-install',
      'snapshot-restarts',
      'snapshot-rolling-restarts',
      'snapshot-unreliable',
      'snapshot-unreliable-restarts',
      'snapshot-partitions',
      'snapshot-random-keys',
      'snapshot-everything',
    ],
    steps: [
      'Which count does the failure name? If it is none of snapshots or restores, see ' +
        '`too-little-happened`. Else: how large is `persister.stateBytes` on each server when you take a ' +
        'snapshot, if you ever do?',
      'A snapshot is due as soon as the persisted state has `maxStateBytes` (limits). Eight times that ' +
        'is what there may be at the worst moment: it is no size to wait for.',
      'After each entry that is applied, on every server: if `persister.stateBytes` is at least nine ' +
        'tenths of `maxStateBytes`, take one. Count bytes and not entries, which may be short, and have ' +
        'no timer for it.',
    ],
  },
  {
    word: 'snapshot-not-sent',
    symptom: 'a server that was away does not get the snapshot it needs',
    of: ['kv/snapshot-sent', 'laggard', 'far-behind', 'laggard-leads'],
    steps: [
      'What does the leader send to that server since it is back?',
      'Who needs an entry that the leader has dropped is sent the snapshot (§7, Figure 13), and once more ' +
        'if it was lost, after 2 s at the latest.',
      'That is lab 2: `npm test lab2d`, and `npm test lab3b with=lab2` to see whether it is your Raft. If ' +
        'only your own fails, `npm run hint lab2d` has more.',
    ],
  },
];
