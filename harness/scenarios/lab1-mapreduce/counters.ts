/**
 * What the runs of lab 1 count, and where it is not plain, what in a student's code keeps a count low. A
 * failure by the rule `scenario/floor` says it. Every count that is a floor of a scenario is here.
 */
export const COUNTERS: Readonly<Record<string, string>> = {
  maps: 'map tasks that a worker began',
  mapsRepeated: 'map tasks that were begun once more',
  reduces: 'calls of reduce that were seen: all that take time, else the first of each worker',
  outputs: 'output files that appeared',
  outputsWrittenAgain: 'output files that were written once more after the job was done',
  workersLeft: 'workers whose run resolved',
  waitedMs: 'virtual ms during which questions were counted',
  crashes: 'workers that died',
  crashesInMap: 'workers that died in a call of map',
  pauses: 'workers that stood still in the middle of a task',
  lateReports: 'messages that arrived when their task had been done by somebody else',
  jobsDone: 'jobs that were done',
  blips: 'times in which nobody reached the coordinator',
};
