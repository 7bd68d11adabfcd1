/**
 * What the runs of lab 3 count, and where it is not plain, what in a student's code keeps a count low. A
 * failure by the rule `scenario/floor` says it.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  answeredOnceDeposed:
    'submissions whose leader lost its office before they were applied; a leader that gives up its office by its own clock is given none',
  answers: 'operations of clerks that were answered; a clerk that waits long before it asks again has few',
  answersPastLeader: 'operations that were answered although the old leader kept silent',
  appends: 'appends that clerks were asked for',
  applied: 'submissions that were answered as applied',
  clerkCrashes: 'clerks that crashed, or were replaced',
  crashes: 'servers that crashed',
  crashesAtSnapshot: 'crashes in the turn in which a server saves a snapshot',
  crashesInMidTurn: 'crashes in the middle of a turn',
  doneUnheard: 'operations that were done, and whose answers were lost',
  elections: 'leaders that came into office',
  heartbeats:
    'calls of servers in a time in which nobody asked for anything; an election meanwhile spoils the count',
  inTurn: 'operations that were answered one after the other',
  indexesReused: 'indexes at which a cut-off leader waits and another leader has committed its own command',
  keys: 'keys that clerks asked for',
  laggardsLed: 'servers that were sent a snapshot and then led; one that lacks the last entries cannot',
  largeBytes: 'bytes of the values that were written',
  lateCopies:
    'requests that were executed, and of which a copy arrived once more; a clerk that does not ask all servers in turn sends none',
  lateRequests: 'requests that were done once, and arrived again later',
  leaderChanges: 'leaders that came into office after another',
  minorities: 'leaders that were cut off with a minority and came back',
  notLeader: 'submissions that were answered with not-leader',
  oldLeadersAsked: 'leaders that were cut off, and asked when others had elected another and written',
  operationsCounted: 'operations whose calls were counted; an election meanwhile spoils the count',
  operationsPerSecond: 'operations that were answered in a virtual second',
  placesTaken: 'operations that still waited when the places of their commands in the log were taken',
  requestsOfTheDead: 'requests that were under way when their clerks died',
  restartsUnderLoad: 'servers that were restarted while clerks asked',
  restoredFromSnapshot: 'servers that started with a snapshot on their disks',
  restores:
    'times that a machine was given a snapshot, at the start or from the leader; who takes snapshots late has few',
  searches: 'requests that clerks sent while nobody could lead',
  secondReigns: 'leaders that were deposed and soon led again; a leader needs some time for an election',
  snapshots: 'snapshots that servers saved, their own and those that they were sent',
  snapshotsInstalled: 'servers that came back from far behind and saved a snapshot',
  submissions: 'commands that were submitted',
  submissionsAtCrash: 'submissions that were open when their server crashed',
  victimsLed: 'servers that crashed when they had saved a snapshot, and led next',
};
