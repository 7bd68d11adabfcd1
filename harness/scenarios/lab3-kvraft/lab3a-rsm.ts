import type { Scenario } from '../scenario.ts';
import { ledBefore } from './lab3a-rsm-again.ts';
import {
  commandsAtOnce,
  commandsInTurn,
  equalCommands,
  followersRefuse,
  lossyNetwork,
} from './lab3a-rsm-basic.ts';
import { indexReused, leaderFails, minority, nothingFollows } from './lab3a-rsm-office.ts';
import { replay, rsmStorm, submitAfterRestart } from './lab3a-rsm-restarts.ts';

/** Lab 3a, `Rsm` alone: the machine is the scenario's, and knows what was done to it. */
export const REPLICATION: readonly Scenario[] = [
  {
    name: 'commands one after the other',
    slug: 'rsm-basic',
    points: 1,
    paper: 'Raft §2, §8',
    about:
      'Twenty commands, one after the other, are answered with their own results; all three machines apply all of them.',
    floors: { applied: 19 },
    run: commandsInTurn,
  },
  {
    name: 'many commands at once',
    slug: 'rsm-concurrent',
    points: 1,
    paper: 'Raft §8',
    about:
      'Fifty commands at once, and more before the last are answered: a leader on a calm network has applied and answered each within 2 s.',
    floors: { applied: 90 },
    run: commandsAtOnce,
  },
  {
    name: 'whoever does not lead says so',
    slug: 'rsm-follower',
    points: 1,
    paper: 'Raft §8',
    about: 'Commands are submitted to followers, and to a server that is alone: `not-leader` within 1 s.',
    floors: { notLeader: 14 },
    run: followersRefuse,
  },
  {
    name: 'equal commands',
    slug: 'rsm-equal-commands',
    points: 1,
    paper: 'Raft §8',
    about:
      'The same command is submitted several times: each submission is an entry, is applied, and has a result of its own.',
    floors: { applied: 21 },
    run: equalCommands,
  },
  {
    name: 'a lossy network',
    slug: 'rsm-lossy-network',
    points: 1,
    paper: 'Raft §5.3, §8',
    about:
      'Messages are lost, doubled and late while commands go to any server; each is applied at most once, and once all is calm every submission is answered.',
    floors: { applied: 20, submissions: 50 },
    run: lossyNetwork,
  },
  {
    name: 'the leader fails',
    slug: 'rsm-leader-fails',
    points: 1,
    paper: 'Raft §5.2, §8',
    about: 'The leader is cut off or crashes, the others go on, and when it is back all machines are equal.',
    floors: { leaderChanges: 4, applied: 16 },
    run: leaderFails,
  },
  {
    name: 'a leader in the minority',
    slug: 'rsm-minority',
    points: 2,
    paper: 'Raft §5.3, §5.4',
    about:
      'A leader with one more of five servers gets 25 commands, four times, while the others elect a leader and go on. None may be applied; all must be answered within 1 s of hearing of the newer term.',
    floors: { answeredOnceDeposed: 90 },
    run: minority,
  },
  {
    name: 'deposed, and no command follows',
    slug: 'rsm-nothing-follows',
    points: 1,
    paper: 'Raft §5.1, §8',
    about:
      'A leader loses its office while commands wait, and nothing is submitted afterwards that would take their place: they must be answered within 1 s all the same.',
    floors: { answeredOnceDeposed: 13 },
    run: nothingFollows,
  },
  {
    name: "another leader's command at the index",
    slug: 'rsm-index-reused',
    points: 1,
    paper: 'Raft §5.3 (Log Matching)',
    about:
      'A leader that was cut off waits for commands at some indexes; another leader commits its own commands there. Nobody may be answered with the result of somebody else’s.',
    floors: { indexesReused: 6, answeredOnceDeposed: 6 },
    run: indexReused,
  },
  {
    name: 'deposed and elected again',
    slug: 'rsm-led-before',
    points: 2,
    paper: 'Raft §5.2, §5.3',
    about:
      'A leader is deposed and soon leads again. What it had submitted in its first reign is lost: it must be answered within 1 s, and not with the results of what came to those indexes.',
    floors: { secondReigns: 4, answeredOnceDeposed: 40 },
    run: ledBefore,
  },
  {
    name: 'restart and replay',
    slug: 'rsm-restart',
    points: 1,
    paper: 'Raft §5.6, §8',
    about:
      'A hundred commands, then all servers crash: every machine is brought back to the same state, and the next command follows.',
    floors: { applied: 95, crashes: 5 },
    run: replay,
  },
  {
    name: 'restart and submit',
    slug: 'rsm-restart-submit',
    points: 1,
    paper: 'Raft §8',
    about:
      'All servers crash in the midst of many commands and get new ones while they come back: no answer may be that of an older command.',
    floors: { submissionsAtCrash: 15, applied: 50 },
    run: submitAfterRestart,
  },
  {
    name: 'everything at once',
    slug: 'rsm-storm',
    points: 1,
    paper: 'Raft Figure 3',
    about:
      'Crashes, cuts, pauses, drifting clocks, lost and late messages, while commands go to any server; then quiet, in which all machines get equal and nobody waits any longer.',
    floors: { applied: 40, leaderChanges: 2, crashes: 5 },
    run: rsmStorm,
  },
];
