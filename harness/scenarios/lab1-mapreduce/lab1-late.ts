import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { MapReduceJob } from './driver.ts';
import { beginsOf, pauseUntil } from './misfortunes.ts';
import { randomTexts } from './texts.ts';

/**
 * A worker's report is under way for so long that its task has been done again when it comes; and one map
 * task is not finished by then, so that a coordinator which counts reports is ahead of itself.
 */
async function lateReport(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 6, 25);
  const job = new MapReduceJob(simulation, { workers: 5, inputs, reduces: 3 });
  job.open();
  // Whoever gets the first worker's task sits at it for long: it keeps the map phase open.
  job.start(0, { map: { ms: [40_000, 41_000] } });
  const first = job.taskOf(await beginsOf(job, 'map'));
  job.start(1, { map: { ms: [100, 300] } });
  const victim = await beginsOf(job, 'map', 1);
  const task = job.taskOf(victim);
  job.holdBack(victim);
  for (const index of [2, 3, 4]) job.start(index, { map: { ms: [40_000, 41_000], only: [first] } });
  const isRedone = (): boolean =>
    job.maps
      .attemptsOf(task)
      .some(({ worker, endedMs }) => worker !== job.server(victim).name && endedMs !== undefined);
  await job.until(isRedone, 30_000);
  await job.sleep(random.between(100, 600));
  if (isRedone()) simulation.count('lateReports');
  job.letThrough(victim);
  await job.done(60_000);
  await job.until(() => job.maps.running.size === 0, 90_000);
  await job.finish(1000);
}

/** A report of a map arrives when all are at work at reduces, and those who are die. */
async function reportOfLastPhase(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 6, 40);
  const paces = { map: { ms: [50, 100] }, reduce: { ms: [100, 200] } } as const;
  const job = new MapReduceJob(simulation, { workers: 4, inputs, reduces: 6, paces });
  job.openWithWorkers();
  const victim = await beginsOf(job, 'map');
  job.holdBack(victim);
  await beginsOf(job, 'reduce');
  await job.sleep(random.between(20, 200));
  job.letThrough(victim);
  simulation.count('lateReports');
  await job.sleep(random.between(5, 50));
  for (const index of job.all) if (index !== victim) job.crash(index);
  await job.sleep(500);
  job.startAll();
  await job.finish(60_000);
}

/** A worker stands still before one of its calls, while its task is given away and done. */
async function pausedWorker(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 4, 25);
  const job = new MapReduceJob(simulation, { workers: 2, inputs, reduces: 3, tellsSteps: true });
  let isUnhurt = true;
  job.onStep = (worker) => {
    if (!isUnhurt || worker !== 0 || !random.chance(0.06)) return;
    isUnhurt = false;
    // As a rule it wakes up when all is over; sometimes while others are at work at its task.
    const wakesMs = random.chance(0.7) ? 60_000 : random.between(9000, 11_000);
    void pauseUntil(job, worker, () => job.isDone, wakesMs);
  };
  job.openWithWorkers();
  await job.done(60_000);
  await job.sleep(500);
  await job.finish(1000);
}

/** The same in the middle of a call of reduce: the output is written twice, hours apart for a computer. */
async function pausedReducer(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 3, 40);
  const paces = { reduce: { ms: [20, 40] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 3, paces });
  job.openWithWorkers();
  const victim = await beginsOf(job, 'reduce');
  await job.sleep(random.between(0, 300));
  await pauseUntil(job, victim, () => job.isDone, 60_000);
  await job.done(1000);
  await job.sleep(2000);
  await job.finish(1000);
}

/**
 * A worker that stood still in a map task goes on when others reduce: it writes its files once more, and dies
 * in the middle of that.
 */
async function lateMapper(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 3, 40);
  const paces = { map: { ms: [100, 300] }, reduce: { ms: [20, 40] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 8, paces, tellsSteps: true });
  job.openWithWorkers();
  const victim = await beginsOf(job, 'map');
  job.pause(victim);
  simulation.count('pauses');
  await beginsOf(job, 'reduce');
  let stepsLeft = random.integer(2, 10);
  job.onStep = (worker) => {
    if (worker !== victim || --stepsLeft > 0) return;
    job.onStep = undefined;
    job.crash(worker);
  };
  job.resume(victim);
  await job.finish(60_000);
}

/**
 * Whoever gets that far first stands still in a reduce task, between two reads or a little later, and goes on
 * when the job has been done for a while and others have gone home.
 */
async function lateReader(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 8, 25);
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 3, tellsSteps: true });
  const stepsBefore = random.integer(1, 10);
  const steps = new Map<number, number>();
  let sleeper: number | undefined;
  job.onStep = (worker, call) => {
    if (job.maps.unfinished.size > 0) return;
    const taken = steps.get(worker) ?? 0;
    // Until it reads, it may still write what its last map gave.
    if (taken === 0 && call !== 'files.read') return;
    steps.set(worker, taken + 1);
    if (taken < stepsBefore) return;
    job.onStep = undefined;
    sleeper = worker;
    job.pause(worker);
    simulation.count('pauses');
  };
  job.openWithWorkers();
  await job.done(60_000);
  await job.sleep(random.between(500, 900));
  if (sleeper !== undefined) job.resume(sleeper);
  await job.sleep(200);
  await job.finish(1000);
}

export const LATE: readonly Scenario[] = [
  {
    name: 'a report that comes late',
    slug: 'late-report',
    points: 2,
    paper: 'MapReduce §3.3',
    about: 'A report arrives when its task was given away and done again, and another task is not done yet.',
    floors: { lateReports: 0.9, mapsRepeated: 1 },
    run: lateReport,
  },
  {
    name: 'a map report in the reduce phase',
    slug: 'report-of-last-phase',
    points: 1,
    paper: 'MapReduce §3.3',
    about:
      'A late report of a map arrives while workers reduce, and those who reduce die. No reduce task is forgotten.',
    floors: { lateReports: 1, crashes: 3 },
    run: reportOfLastPhase,
  },
  {
    name: 'a worker pauses and comes back',
    slug: 'paused-worker',
    points: 2,
    paper: 'MapReduce §3.3',
    about: 'A worker stands still before one of its calls and goes on when others have done its task.',
    floors: { pauses: 0.6 },
    run: pausedWorker,
  },
  {
    name: 'a reducer pauses and comes back',
    slug: 'paused-reducer',
    points: 1,
    paper: 'MapReduce §3.3',
    about:
      'A worker stands still in a reduce task and writes its output when the job is done. It stays the same.',
    floors: { pauses: 1, jobsDone: 1 },
    run: pausedReducer,
  },
  {
    name: 'a mapper comes back and dies',
    slug: 'late-mapper',
    points: 1,
    paper: 'MapReduce §3.3',
    about:
      'A paused worker goes on with a map task when others reduce, and dies while it writes. What they read is whole.',
    floors: { pauses: 1, crashes: 0.9 },
    run: lateMapper,
  },
  {
    name: 'a reducer comes back when all have gone',
    slug: 'late-reader',
    points: 1,
    paper: 'MapReduce §3.3',
    about:
      'A worker stands still between two of its calls in a reduce task, and wakes when the job has been done for a while.',
    floors: { pauses: 0.8 },
    run: lateReader,
  },
];
