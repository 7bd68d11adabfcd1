/** What the runs of lab 6b count. A failure by the rule `scenario/floor` says it. */
export const LEASE_COUNTERS: Readonly<Record<string, string>> = {
  accepted: 'writes that the storage accepted',
  grants: 'leases that clients were granted, and held',
  jumps: 'times that a wall clock was set',
  lapsed: 'leases whose signals aborted',
  lateGrants: 'leases that were granted by an answer that came late; a client that asks anew has none',
  leaseTimes: 'lease times for which a lease was renewed',
  lostAnswers: 'times that all answers to a client were lost for a while',
  oldReleases: 'leases that were released when they were over',
  refused: 'writes that the storage refused',
  reads: 'reads that the storage answered',
  successions: 'locks that went from a client that was silent to another',
  troubles: 'things that befell servers, clients and the network',
};
