import type { Hint } from '../scenario.ts';

/** `Rsm` with snapshots. */
export const REPLICATION_SNAPSHOT_HINTS: readonly Hint[] = [
  {
    word: 'rsm-state-grows',
    symptom: 'a server persists more than eight times maxStateBytes',
    of: ['kv/state-size', 'rsm-snapshots', 'rsm-large-commands', 'rsm-install'],
    steps: [
      'On which server did it grow, the leader or a follower? When do you look whether a snapshot is due there?',
      'Each server shortens its own log (§7), followers too. Bytes count: ten large commands may be more ' +
        'than a hundred small ones.',
      'After every entry that you apply, compare `persister.stateBytes` with `maxStateBytes`, on every ' +
        'server, and take the snapshot while it is still below.',
    ],
  },
  {
    word: 'rsm-many-snapshots',
    symptom: 'a snapshot is taken with every command or two',
    of: ['rsm/snapshot-economy', 'rsm-few-snapshots'],
    steps: [
      'How large is the log when a snapshot is taken, and how large may it be?',
      'A snapshot writes the whole machine; it is worth its price if it replaces many entries (§7).',
      'Wait until `persister.stateBytes` comes near `maxStateBytes`: at nine tenths of it, say. Below ' +
        'that, do not call `machine.snapshot` either.',
    ],
  },
  {
    word: 'rsm-restored-wrongly',
    symptom: 'after a restart a machine applies a command that is not the next one',
    of: ['rsm/same-order', 'rsm/applied-twice', 'rsm/invented', 'rsm-restore', 'rsm-snapshots'],
    steps: [
      'Of which entries is the snapshot on the disk, and with which index did Raft get it? What does the ' +
        'machine hold before the first message after the restart?',
      'Raft goes on behind the index that you named (contract of `snapshot`). So the machine’s bytes must ' +
        'hold exactly the entries up to that index, and be loaded before anything is applied.',
      'In the turn in which you apply entry `index`, without an `await`: `raft.snapshot(index, ' +
        'machine.snapshot())`. In the constructor: if `persister.readSnapshot()` gives bytes, restore ' +
        'them, and only then make the Raft.',
    ],
  },
  {
    word: 'rsm-not-installed',
    symptom: 'a machine that was behind goes on without the snapshot that the leader sent',
    of: ['rsm/same-order', 'rsm/catches-up', 'rsm/goes-back', 'rsm/snapshot-content', 'rsm-install'],
    steps: [
      'What do you do with a message of kind `snapshot` on `applyCh`?',
      'It takes the place of all entries up to its index (Figure 13, 8): they will not come any more. What ' +
        '`restore` gets must be what `snapshot` of some machine gave, to the byte.',
      'Call `machine.restore(message.snapshot)`. If you wrap the machine’s bytes with something of your ' +
        'own, unwrap them in both places: here and in the constructor.',
    ],
  },
  {
    word: 'covered-by-snapshot',
    symptom: 'a submission waits for an index that a snapshot has passed, or is answered as applied',
    of: ['rsm/answered', 'rsm/result', 'rsm/answered-early', 'rsm-index-in-snapshot'],
    steps: [
      'Somebody waits for index 7, and a snapshot up to index 20 arrives. Who answers, and what?',
      'What was committed at 7 is in the snapshot, but nobody can tell whether it was this command, nor ' +
        'what `apply` gave for it. That a snapshot came from a leader says that this server does not lead.',
      'When a snapshot is installed, answer all who wait at its index or before with `not-leader`. Your ' +
        'look at `getState` would do so as well, a little later.',
    ],
  },
  {
    word: 'rsm-everything',
    symptom: 'it fails only when crashes, cuts and snapshots come together',
    of: ['rsm/answered', 'rsm/same-order', 'rsm-storm-snapshots'],
    steps: [
      'Make it smaller first: `shrink` finds a shorter run that breaks the same rule. Then see what its ' +
        'last fault was.',
      'Each turn may be the last, and what is on the disk then has to fit together: a snapshot, its index, ' +
        'and the log behind it (§7).',
      'Look at the first thing that this server did after its last start: what it restored, what it ' +
        'applied next, and which entries it still had. The other hints are about each of these.',
    ],
  },
];
