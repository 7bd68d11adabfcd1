/** What the runs of part 5b count, and where it is not plain, what in a student's code keeps a count low. */
export const VECTORS_COUNTERS: Readonly<Record<string, string>> = {
  broadcasts: 'payloads that applications broadcast, answers from inside `deliver` among them',
  comparisons: 'pairs of vectors that `compareVectors` was asked about',
  concurrentPairs: 'pairs of events of which neither happened before the other',
  copies: 'messages that came a second time; a process that sends hardly any messages gets few copies',
  deliveries: 'payloads that were handed to an application, its own among them',
  events: 'events that a clock gave a vector to',
  orderedPairs: 'pairs of events of which one happened before the other',
  receipts: 'messages that were received, copies among them',
  tooEarly: 'broadcasts that came to a process before something that causally precedes them',
};
