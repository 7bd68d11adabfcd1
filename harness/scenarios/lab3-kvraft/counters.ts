/**
 * What the runs of lab 3 count, and where it is not plain, what in a student's code keeps a count low. A
 * failure by the rule `scenario/floor` says it.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  answeredOnceDeposed:
    'submissions whose leader lost its office before they were applied; a leader that gives up its office by its own clock is given none',
  answers: 'operations of clerks that were answered; a clerk that waits long before it asks again has few',
  applied: 'submissions that were answered as applied',
  crashes: 'servers that crashed',
  crashesAtSnapshot: 'crashes in the turn in which a server saves a snapshot',
  crashesInMidTurn: 'crashes in the middle of a turn',
  elections: 'leaders that came into office',
  indexesReused: 'indexes at which a cut-off leader waits and another leader has committed its own command',
  laggardsLed: 'servers that were sent a snapshot and then led; one that lacks the last entries cannot',
  lateCopies:
    'requests that were executed, and of which a copy arrived once more; a clerk that does not ask all servers in turn sends none',
  leaderChanges: 'leaders that came into office after another',
  notLeader: 'submissions that were answered with not-leader',
  restoredFromSnapshot: 'servers that started with a snapshot on their disks',
  restores:
    'times that a machine was given a snapshot, at the start or from the leader; who takes snapshots late has few',
  secondReigns: 'leaders that were deposed and soon led again; a leader needs some time for an election',
  snapshots: 'snapshots that servers saved, their own and those that they were sent',
  snapshotsInstalled: 'servers that came back from far behind and saved a snapshot',
  submissions: 'commands that were submitted',
  submissionsAtCrash: 'submissions that were open when their server crashed',
  victimsLed: 'servers that crashed when they had saved a snapshot, and led next',
};
