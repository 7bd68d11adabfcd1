/**
 * What the runs of lab 4 count, and where it is not plain, what in a student's code keeps a count low. A
 * failure by the rule `scenario/floor` says it.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  answers: 'operations of clerks that were answered; a clerk that waits long before it asks again has few',
  appends: 'appends that clerks were asked for',
  changesAsked: 'joins, leaves and moves that were asked for',
  configurations: 'configurations of which somebody was told',
  crashes: 'servers that crashed',
  elections: 'leaders that came into office',
  snapshots: 'snapshots that servers saved, their own and those that they were sent',
};
