/** What the runs of part 5a count, for whoever misses a floor. */
export const LAMPORT_COUNTERS: Readonly<Record<string, string>> = {
  contended: 'requests that were made while another process held the lock or waited for it',
  entries: 'times that a process held the lock',
  events: 'events that the clock gave a time to',
  orderedPairs: 'pairs of events of which one happened before the other',
  pauses: 'processes that stood still for 5 s',
  receipts: 'messages that were received',
  stamps: 'stamps that were compared with each other',
};
