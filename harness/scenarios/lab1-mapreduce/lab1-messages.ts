import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { MapReduceJob } from './driver.ts';
import { beginsOf, pauseUntil } from './misfortunes.ts';
import { randomTexts } from './texts.ts';

/** Requests and replies of the coordinator get lost. Whatever is lost costs its task ten seconds. */
async function lostMessages(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 8, 25);
  const paces = { map: { ms: [50, 200] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 4, paces });
  job.setCoordinatorFaults({ delayMs: [1, 27], dropRequestRatio: 0.15, dropReplyRatio: 0.15 });
  job.openWithWorkers();
  await job.finish(200_000);
}

/** Half of all requests reach the coordinator twice: a task may be given to nobody, and reported twice. */
async function doubledRequests(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 8, 25);
  const paces = { map: { ms: [50, 200] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 4, paces });
  job.setCoordinatorFaults({ delayMs: [1, 300], duplicateRatio: 0.5 });
  job.openWithWorkers();
  await job.finish(200_000);
}

/**
 * A worker's report is under way for so long that its task has been done again when it comes; and one map
 * task is not finished by then, so that a coordinator which counts reports is ahead of itself.
 */
async function lateReport(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 6, 25);
  const paces = { map: { ms: [100, 300] } } as const;
  const job = new MapReduceJob(simulation, { workers: 5, inputs, reduces: 3, paces });
  job.open();
  // Whoever gets it first, and each backup copy, sits at a task for long: it keeps the map phase open.
  job.start(0, { map: { ms: [40_000, 41_000] } });
  await beginsOf(job, 'map');
  job.start(1);
  const victim = await beginsOf(job, 'map');
  const task = job.taskOf(victim);
  job.holdBack(victim);
  for (const index of [2, 3, 4]) job.start(index, { map: { ms: [100, 6000] } });
  const redone = () =>
    job.maps.attemptsOf(task).some(({ endedMs, worker }) => isOther(worker) && ended(endedMs));
  const isOther = (worker: string): boolean => worker !== job.server(victim).name;
  const ended = (endedMs: number | undefined): boolean => endedMs !== undefined && endedMs < Infinity;
  await job.until(redone, 30_000);
  await job.sleep(random.between(100, 600));
  if (redone()) simulation.count('lateReports');
  job.letThrough(victim);
  await job.done(60_000);
  await job.until(() => job.maps.running.size === 0, 45_000);
  await job.finish(1000);
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

/** Worker and coordinator lose sight of each other for good. */
async function cutOffWorker(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 9, 20);
  const paces = { map: { ms: [500, 2500] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 2, paces });
  job.openWithWorkers();
  await job.sleep(random.between(100, 3000));
  job.cut(0);
  await job.finish(60_000);
}

/** Nobody reaches the coordinator for some seconds: no reason to leave. */
async function blip(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 6, 20);
  const paces = { map: { ms: [300, 900] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 2, paces });
  job.openWithWorkers();
  await job.sleep(random.between(50, 1500));
  for (const index of job.all) job.cut(index);
  await job.sleep(random.between(2000, 6000));
  for (const index of job.all) job.mend(index);
  simulation.count('blips');
  await job.finish(60_000);
}

export const MESSAGES: readonly Scenario[] = [
  {
    name: 'lost requests and replies',
    slug: 'lost-messages',
    points: 2,
    paper: 'MapReduce §3.3',
    about: 'One in seven requests and one in seven replies between workers and coordinator is lost.',
    floors: { maps: 8, jobsDone: 1 },
    run: lostMessages,
  },
  {
    name: 'requests that arrive twice',
    slug: 'doubled-requests',
    points: 2,
    paper: 'MapReduce §3.3',
    about: 'Half of all requests to the coordinator run twice, the second time up to 0.3 s later.',
    floors: { maps: 8, jobsDone: 1 },
    run: doubledRequests,
  },
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
    points: 2,
    paper: 'MapReduce §3.3',
    about:
      'A worker stands still in a reduce task and writes its output when the job is done. It stays the same.',
    floors: { pauses: 1, jobsDone: 1 },
    run: pausedReducer,
  },
  {
    name: 'a worker is cut off',
    slug: 'cut-off-worker',
    points: 1,
    paper: 'MapReduce §3.3',
    about: 'One worker cannot reach the coordinator any more: the others finish the job, and it leaves.',
    floors: { workersLeft: 3 },
    run: cutOffWorker,
  },
  {
    name: 'nobody is reached for some seconds',
    slug: 'blip',
    points: 1,
    paper: 'contract',
    about: 'For 2 to 6 s no worker reaches the coordinator. None leaves, and the job is done.',
    floors: { blips: 1, jobsDone: 1 },
    run: blip,
  },
];
