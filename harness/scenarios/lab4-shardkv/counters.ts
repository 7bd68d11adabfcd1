/**
 * What the runs of lab 4 count, and where it is not plain, what in a student's code keeps a count low. A
 * failure by the rule `scenario/floor` says it.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  answers: 'operations of clerks that were answered; a clerk that waits long before it asks again has few',
  appends: 'appends that clerks were asked for',
  arrivedAlone: 'shards that were asked for while others of the same configuration could not arrive',
  callsInVain: 'calls of clerks and groups that nobody could help; who waits long before the next has few',
  changes: 'changes of the configuration that staff has made',
  changesAsked: 'joins, leaves and moves that were asked for',
  changesMissed: 'changes that a group did not hear of when they were made',
  clerkCrashes: 'clerks that crashed, or were replaced',
  configurations: 'configurations of which somebody was told',
  crashes: 'servers that crashed',
  crashesDuringChanges: 'crashes of the controller’s leader while a change was under way',
  doneUnheard: 'operations that were done, and whose answers were lost',
  groupsCrashed: 'groups of which all servers crashed at once',
  handovers: 'shards that moved while somebody crashed, and were written afterwards',
  heartbeats:
    'calls of servers in a time in which nobody asked for anything; an election meanwhile spoils the count',
  inTurn: 'operations that were answered one after the other',
  laggardsLed: 'servers that came back from behind and then led; one that lacks the last entries cannot',
  laps: 'times that three shards were sent one group further',
  lateConfigurations: 'answers of the controller that were held back, and arrived the newest first',
  lateRequests: 'requests that were done once, and arrived again later',
  leaderChanges: 'leaders that came into office after another',
  leadersCrashed: 'leaders of groups that crashed while a shard moved',
  leadersDeposed: 'leaders that were asleep or cut off until others led',
  messagesToLoneLeader:
    'messages between groups that reached a leader while it was cut off from its own group',
  minorities: 'leaders that were cut off with a minority and came back',
  movedBytes: 'bytes of shards that moved and were counted',
  movedTogether: 'shards that moved at once',
  moves: 'shards that were moved',
  movesPastStuck: 'changes that were made and served while another group was stuck',
  oldLeadersAsked:
    'requests to a leader that was cut off or paused, while others had elected another and made changes',
  oldMessages: 'messages of one group to another that arrived when the shard had moved on',
  operationsCounted: 'operations whose calls were counted; an election meanwhile spoils the count',
  readsWithoutController: 'reads while the controller could not be reached',
  rejoinedUnderWay: 'groups that left and joined again before their shards could move',
  requestsBehindMoves:
    'requests that came to a leader when the move of their shard stood in its log, not yet committed',
  requestsOfTheDead: 'requests that were under way when their clerks died',
  restarts: 'times that all servers crashed and started again',
  restartsUnderLoad: 'servers that were restarted while clerks asked',
  restoredFromSnapshot: 'servers that started with a snapshot on their disks',
  searches: 'requests that clerks sent while nobody could lead',
  servedMeanwhile: 'writes in other groups while one could not be reached',
  serversLed:
    'servers that were made leader and asked for all numbers; one that lacks the last entries cannot lead',
  shardsCrossed: 'shards that moved between two groups that could not hear each other',
  snapshots: 'snapshots that servers saved, their own and those that they were sent',
  snapshotsInstalled: 'servers that came back from far behind and saved a snapshot',
  storageChecks: 'times that snapshots were found to be small enough',
  unaffectedAnswers:
    'operations that were answered on shards that stayed while others moved; a clerk that waits between calls has few',
  uninformed: 'requests of a clerk that could not hear the controller, after the shard had moved',
  waitsForOwner: 'reads of a shard whose group was down, which had to wait',
  waitsForShard: 'requests that came to a group before the shard did, and had to wait',
};
