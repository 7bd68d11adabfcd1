/**
 * What the runs of lab 6c count, and where it is not plain, what in a student's code keeps a count low. A
 * failure by the rule `scenario/floor` says it.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  crashes: 'clients that crashed',
  cuts: 'clients that were cut off',
  expiredHolders: 'sessions that expired while their clients had the lock',
  expiredSessions: 'sessions that expired at the service',
  grants: 'acquires that were granted',
  lostAnswers:
    'operations that were executed and whose answers were lost; those that are never asked cannot be',
  lostRequests: 'requests of a client that were lost before the service had them',
  metReleases: 'grants to a client behind which a question was on its way when the node before it went',
  notifications:
    'sessions that were told of the end of a node; a lock that sets no watch has none, see the hint lab6c too-many-questions',
  pauses: 'clients that were paused',
  rejections: 'acquires that were rejected because the session had expired',
  sharedGrants:
    'grants to readers while others read; if readers wait for each other there are few, see the hint lab6c readers-alone',
  waits: 'acquires that found others before them',
};
