import type { Scenario } from '../scenario.ts';
import { duplicateAfterInstall, duplicateAfterRestart } from './lab3b-duplicates.ts';
import { farBehind, laggardIsNeeded, laggardLeads } from './lab3b-laggard.ts';

/** Lab 3b: the service with snapshots. */
export const SNAPSHOTS: readonly Scenario[] = [
  {
    name: 'a server that missed much is needed',
    slug: 'laggard',
    points: 2,
    paper: 'Raft §7, Figure 13',
    about:
      'One of three misses more than the log may hold; then it and one other are all that is left. They must answer.',
    floors: {},
    run: laggardIsNeeded,
  },
  {
    name: 'a server that was sent a snapshot leads',
    slug: 'laggard-leads',
    points: 2,
    paper: 'Raft §7, Figure 13',
    about: 'What it answers comes out of the snapshot, which must hold every value.',
    floors: {},
    run: laggardLeads,
  },
  {
    name: 'far behind, and no pause',
    slug: 'far-behind',
    points: 2,
    paper: 'Raft §7',
    about:
      'A server on a slow line comes back from far behind while clerks go on; 0.5 s after its snapshot it must do for another one.',
    floors: {},
    run: farBehind,
  },
  {
    name: 'the same request again, after a snapshot and a restart',
    slug: 'duplicate-after-restart',
    points: 3,
    paper: 'Raft §8',
    about:
      'A copy of an append that was executed, and became part of a snapshot, arrives when all servers have restarted from it. It must not be executed again.',
    floors: {},
    run: duplicateAfterRestart,
  },
  {
    name: 'the same request again, where only a snapshot tells of it',
    slug: 'duplicate-after-install',
    points: 3,
    paper: 'Raft §8, Figure 13',
    about:
      'A server that was sent a snapshot leads, and gets a copy of an append that is in it. It must not execute it again.',
    floors: {},
    run: duplicateAfterInstall,
  },
];
