import type { MapReduceJob } from './driver.ts';

/** How far a job has come that should be done: for a student who must find out what it waits for. */
export function describeProgress(job: MapReduceJob): string {
  const { maps, all } = job;
  const sentences = [
    tasks(maps.untouched, 'nobody has begun'),
    tasks(
      maps.unfinished.filter((task) => !maps.untouched.includes(task)),
      'nobody has finished',
    ),
    workers(
      all.filter((index) => job.isUp(index) && !job.isWorking(index)),
      'left',
    ),
    workers(
      all.filter((index) => !job.isUp(index)),
      'down',
    ),
  ].filter((text) => text !== '');
  if (maps.unfinished.length === 0) sentences.unshift('all map tasks are finished');
  return sentences.join('; ');
}

function tasks(names: readonly string[], what: string): string {
  if (names.length === 0) return '';
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return `${what} the map task ${names
    .slice(0, 3)
    .map((name) => JSON.stringify(name))
    .join(', ')}${more}`;
}

function workers(indexes: readonly number[], what: string): string {
  if (indexes.length === 0) return '';
  const who = `${indexes.length === 1 ? 'worker' : 'workers'} ${indexes.join(', ')}`;
  return `${who} ${what === 'left' ? 'left' : 'down'}`;
}
