import type { Scenario } from '../scenario.ts';
import { fewSnapshots, hundredCommands, largeCommands } from './lab3b-rsm-calm.ts';
import {
  indexInSnapshot,
  machinesSentForth,
  restoredMachines,
  rsmSnapshotStorm,
} from './lab3b-rsm-troubled.ts';

/** Lab 3b, `Rsm` alone: machines are saved and restored, and each save is measured. */
export const REPLICATION_SNAPSHOTS: readonly Scenario[] = [
  {
    name: 'a hundred commands with snapshots',
    slug: 'rsm-snapshots',
    points: 2,
    paper: 'Raft §7',
    about:
      'A hundred commands with maxStateBytes 1000, then all servers crash: machines are restored from their snapshots, and the next command follows. Raft state never exceeds 8000 bytes.',
    floors: { applied: 95, snapshots: 4, restoredFromSnapshot: 4 },
    run: hundredCommands,
  },
  {
    name: 'large commands',
    slug: 'rsm-large-commands',
    points: 1,
    paper: 'Raft §7',
    about:
      'Commands of 1500 bytes with maxStateBytes 1000, small ones between them, and restarts: bytes count, not commands.',
    floors: { applied: 32, snapshots: 15, restoredFromSnapshot: 3 },
    run: largeCommands,
  },
  {
    name: 'few snapshots',
    slug: 'rsm-few-snapshots',
    points: 1,
    paper: 'Raft §7',
    about: 'With maxStateBytes 4000, 150 small commands lead to at most 15 snapshots on a server.',
    floors: { applied: 140, snapshots: 2 },
    run: fewSnapshots,
  },
  {
    name: 'machines are restored exactly',
    slug: 'rsm-restore',
    points: 1,
    paper: 'Raft §7',
    about:
      'Servers crash alone, together, and in the middle of a turn: each machine gets the last snapshot, and then every later command once.',
    floors: { crashesInMidTurn: 3, crashes: 7, restoredFromSnapshot: 7 },
    run: restoredMachines,
  },
  {
    name: 'a machine gets the snapshot of another',
    slug: 'rsm-install',
    points: 1,
    paper: 'Raft §7, Figure 13',
    about:
      'A server misses a hundred commands, which the others have dropped from their logs; it is brought to the same state, and then is needed for a majority.',
    floors: { restores: 3, applied: 300 },
    run: machinesSentForth,
  },
  {
    name: 'a snapshot covers what is waited for',
    slug: 'rsm-index-in-snapshot',
    points: 1,
    paper: 'Raft §7, Figure 13',
    about:
      'A leader was cut off with commands whose indexes the next leader has used and put into a snapshot. They must be answered with `not-leader` within 1 s of hearing of the newer term.',
    floors: { answeredOnceDeposed: 12, restores: 2 },
    run: indexInSnapshot,
  },
  {
    name: 'everything at once, with snapshots',
    slug: 'rsm-storm-snapshots',
    points: 1,
    paper: 'Raft Figure 3, §7',
    about:
      'All the troubles of `rsm-storm`, while snapshots are taken, sent and restored; then quiet, in which all machines get equal.',
    floors: { applied: 40, snapshots: 4, restores: 2, restoredFromSnapshot: 1.5 },
    run: rsmSnapshotStorm,
  },
];
