import type { MapReduceJob } from './driver.ts';

const NAMES_SHOWN = 3;

/** How far a job has come that should be done: for a student who must find out what it waits for. */
export function describeProgress(job: MapReduceJob): string {
  const { untouched, unfinished } = job.maps;
  const begun = [...unfinished].filter((task) => !untouched.has(task));
  const down = job.all.filter((index) => !job.isUp(index));
  const left = job.all.filter((index) => job.isUp(index) && !job.isWorking(index));
  const missing = job.outputs.missing.map((reduce) => `mr-out-${reduce}`);
  return [
    some(quoted(untouched), (names) => `no worker has begun to map ${names}`),
    some(quoted(begun), (names) => `no worker has come to the end of the map of ${names}`),
    unfinished.size === 0 ? 'all maps have come to their end' : '',
    some(missing, (names) => `there is no ${names}`),
    missing.length === 0 ? 'all outputs are there' : '',
    some(left.map(String), (names) => `${left.length === 1 ? 'worker' : 'workers'} ${names} left`),
    some(down.map(String), (names) =>
      down.length === 1 ? `worker ${names} is down` : `workers ${names} are down`,
    ),
  ]
    .filter((sentence) => sentence !== '')
    .join('; ');
}

function quoted(names: Iterable<string>): string[] {
  return [...names].map((name) => JSON.stringify(name));
}

/** A sentence about these, the first of them by name; the empty string if there are none. */
function some(names: readonly string[], sentence: (names: string) => string): string {
  if (names.length === 0) return '';
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
  return sentence(`${names.slice(0, NAMES_SHOWN).join(', ')}${more}`);
}
