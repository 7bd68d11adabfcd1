import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { Scenario } from '../scenario.ts';
import { MapReduceJob } from './driver.ts';
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
    points: 1,
    paper: 'MapReduce §3.3',
    about: 'Half of all requests to the coordinator run twice, the second time up to 0.3 s later.',
    floors: { maps: 8, jobsDone: 1 },
    run: doubledRequests,
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
