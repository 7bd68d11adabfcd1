/**
 * What the runs of lab 6a count, and what in a student's code can keep a count low. A failure by the rule
 * `scenario/floor` says it.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  answers: 'gets and puts that were answered',
  cuts: 'times that messages of a client were lost in the middle of an acquire or a release',
  doneUnheard: 'puts that took effect, and whose replies were lost',
  grants: 'times that a lock was acquired',
  overtaken: 'puts that came through only when somebody else had written',
  pausedHolders: 'clients that were paused while they held the lock',
  racesLost: 'puts that were refused because another client was quicker',
  racesWon: 'puts that were the first with their version',
};
