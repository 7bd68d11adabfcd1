/**
 * What the runs of lab 2 count, and where it is not plain, what in a student's Raft keeps a count low. A
 * failure by the rule `scenario/floor` says it. Every count that is a floor of a scenario is here.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  acceptedAtOnce: 'commands that a leader accepted in the moment they were offered',
  acceptedTooLate:
    'commands that a leader accepted just after it woke up; a leader that steps down by its own clock accepts none',
  agreements: 'commands that all servers applied',
  bytesOffered: 'bytes of the commands that were offered',
  commandsCounted: 'commands whose RPCs were counted; an election meanwhile spoils the count',
  commitsWhileCut: 'commands that were committed while servers were cut off',
  committedBeforeCrash: 'commands that were committed although a server crashed in the act',
  committedInTurn:
    'commands, each offered when the one before was applied; an election meanwhile spoils the count',
  crashes: 'servers that crashed',
  crashesAtInstall:
    'crashes of the sender or receiver of a snapshot; a lost snapshot that is not sent again within 2 s comes too late for them',
  crashesAtSnapshot: 'crashes in the turn in which a server takes a snapshot',
  crashesInMidTurn: 'crashes in the middle of a turn',
  crashesInTheAct: 'crashes in the turn in which a server sends, saves or answers something',
  declinedAtOnce: 'commands that a follower declined in the moment they were offered',
  elections: 'leaders that came into office; a vote before the election (PreVote) makes them fewer',
  entriesAfterSnapshot: 'followers that had acknowledged entries beyond a snapshot when they got it',
  entriesCommitted: 'entries that were committed, no-ops among them',
  heartbeats: 'heartbeats to the followers',
  lateSnapshots: 'snapshots that were sent, and arrived when the follower had gone on',
  leaderChanges: 'leaders that came into office after another; PreVote makes them fewer',
  leadersDeposed:
    'leaders that learned of a newer term from the answer of a server that stood alone; with PreVote nobody stands alone',
  leadersWoken: 'leaders that slept until another was elected',
  offeredInVain:
    'commands that a leader accepted while too few could hear it; a leader that gives up its office by its own clock accepts none',
  oldEntryOnMajority: 'entries of an older term that the leader brought to a majority, as in Figure 8 (c)',
  oldSnapshotsHandedIn: 'old snapshots that services handed in',
  repliesEarly: 'answers of an earlier reign that came in time, and must not count in the next',
  repliesLate:
    'answers of an earlier reign that came in the next; entries that are sent late get no such answer',
  requestsRepeated:
    'requests for a vote, sent again and again to a voter who has not answered; with PreVote nobody stands alone',
  restartsUnderLoad: 'servers that were restarted while commands came in',
  restoredFromSnapshot:
    'servers that started with a snapshot on their disks; the service hands in one every few entries',
  rivals: 'two servers that stood in the same term; with PreVote nobody stands whom others keep from winning',
  seenByClients: 'commands that a client saw committed',
  silences: 'followers that heard nothing from the leader for 250 ms',
  snapshots: 'snapshots that services took',
  snapshotsInstalled: 'snapshots of the leader that a follower gave to its service',
  staleAcknowledgements:
    'old answers that reached a leader in its second reign; entries that are sent again late may miss it',
  staleAppends: 'AppendEntries that arrived after newer ones',
  stoodInVain: 'servers with the worse log that stood for election; with PreVote they do not stand',
  termsCompared: 'terms before and after a crash',
  votesBeforeCrash: 'servers that crashed in the term in which they had voted',
};
