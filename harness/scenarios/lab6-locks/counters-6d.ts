/**
 * What the runs of lab6d count, and where it is not plain, what in a student's code keeps a count low. A
 * failure by the rule `scenario/floor` says it.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  crashes: 'stores that crashed',
  fencedOff: 'writes that storage refused, as their tokens were too old',
  grants: 'tries that were granted; one whose patience with a store is below 20 ms hears few answers',
  pausedTries: 'tries in the middle of which the client was paused',
  refusals: 'tries that failed',
  runsOut: 'locks that were held to the end of their time, and not released',
  silent: 'stores that were silent while clients tried',
  tries: 'calls of tryAcquire',
  written: 'writes that storage took',
};
