/**
 * What the runs of lab 3 count, and where it is not plain, what in a student's code keeps a count low. A
 * failure by the rule `scenario/floor` says it.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  answers: 'operations of clerks that were answered; a clerk that waits long before it asks again has few',
  crashes: 'servers that crashed',
  crashesAtSnapshot: 'crashes in the turn in which a server saves a snapshot',
  elections: 'leaders that came into office',
  laggardsLed: 'servers that were sent a snapshot and then led; one that lacks the last entries cannot',
  lateCopies:
    'requests that were executed, and of which a copy arrived once more; a clerk that does not ask all servers in turn sends none',
  restoredFromSnapshot: 'servers that started with a snapshot on their disks',
  snapshots: 'snapshots that servers saved, their own and those that they were sent',
  snapshotsInstalled: 'servers that came back from far behind and saved a snapshot',
  victimsLed: 'servers that crashed when they had saved a snapshot, and led next',
};
