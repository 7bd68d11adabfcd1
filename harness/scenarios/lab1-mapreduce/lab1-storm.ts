import type { Random } from '../../../labrpc/sim/random.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { MapReduceJob } from './driver.ts';
import { crashAndReplace } from './misfortunes.ts';
import { randomTexts } from './texts.ts';

/** Lives that end before their nth step, and the range of n: what a worker does in two tasks or so. */
const LIVES = 24;
const STEPS = 20;
/** From one life to the next; coprime to `STEPS`, and short lives are never far away. */
const STRIDE = 7;

/**
 * Each life of a worker ends before another of its steps: before and after each half of each write, each
 * rename and each report. The seed says with which it begins. How many steps a task has is up to the design.
 */
async function crashAtEveryWrite(simulation: Simulation): Promise<void> {
  const offset = simulation.random('faults').integer(0, STEPS - 1);
  const inputs = randomTexts(simulation.random('texts'), 5, 25);
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 3, tellsSteps: true });
  const stepsLeft = new Map<number, number>();
  /** Workers whose last call was of a file. What they say next is a report; what they say after it is not. */
  const atFiles = new Set<number>();
  let lives = 0;
  const begin = (worker: number): void => {
    stepsLeft.set(worker, lives < LIVES ? 1 + ((offset + STRIDE * lives) % STEPS) : Infinity);
    atFiles.delete(worker);
    lives++;
    job.start(worker);
  };
  job.onStep = (worker, call) => {
    const isOfFile = call.startsWith('files.');
    if (!isOfFile && !atFiles.delete(worker)) return;
    if (isOfFile) atFiles.add(worker);
    const left = (stepsLeft.get(worker) ?? Infinity) - 1;
    stepsLeft.set(worker, left);
    if (left > 0) return;
    job.crash(worker);
    void simulation.sleep(100).then(() => begin(worker));
  };
  job.open();
  for (const index of job.all) begin(index);
  await job.finish(300_000);
}

/** Everything at once for half a minute, then quiet. */
async function storm(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 12, 20);
  const paces = { map: { ms: [100, 3000] }, reduce: { ms: [5, 60] } } as const;
  const job = new MapReduceJob(simulation, { workers: 5, inputs, reduces: 4, paces });
  job.setCoordinatorFaults({
    delayMs: [1, 100],
    dropRequestRatio: 0.08,
    dropReplyRatio: 0.08,
    duplicateRatio: 0.15,
    holdReplyRatio: 0.1,
  });
  job.openWithWorkers();
  for (const _ of job.rounds(24)) {
    misfortune(job, random);
    await job.sleep(random.between(200, 2000));
  }
  job.setCoordinatorFaults(undefined);
  for (const index of job.all) {
    job.mend(index);
    job.resume(index);
    job.letThrough(index);
    if (!job.isWorking(index)) {
      job.crash(index);
      job.start(index);
    }
  }
  await job.finish(120_000);
}

function misfortune(job: MapReduceJob, random: Random): void {
  const victim = random.pick(job.all);
  switch (random.integer(0, 6)) {
    case 0:
    case 1:
      crashAndReplace(job, victim, random.between(0, 500), random.between(100, 4000));
      break;
    case 2:
      job.pause(victim);
      job.simulation.count('pauses');
      break;
    case 3:
      job.resume(victim);
      break;
    case 4:
      job.holdBack(victim);
      break;
    case 5:
      job.letThrough(victim);
      break;
    case 6:
      if (random.chance(0.5)) job.cut(victim);
      else job.mend(victim);
      break;
  }
}

export const STORMS: readonly Scenario[] = [
  {
    name: 'a crash at every write',
    slug: 'crash-at-every-write',
    points: 3,
    paper: 'MapReduce §3.3',
    about:
      'Workers die in the middle of writes, before renames and before reports, at another place each time. ' +
      'What they leave behind is torn, and never becomes output.',
    floors: { crashes: 3, jobsDone: 1 },
    run: crashAtEveryWrite,
  },
  {
    name: 'everything at once',
    slug: 'storm',
    points: 2,
    paper: 'MapReduce §3.3',
    about:
      'Crashes, pauses, cuts, late, doubled and lost messages for half a minute; then the job is done within 2 min.',
    floors: { crashes: 3, pauses: 1, mapsRepeated: 1 },
    run: storm,
  },
];
