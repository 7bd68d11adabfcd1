import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { MapReduceJob } from './driver.ts';
import { beginsOf, crashAndReplace } from './misfortunes.ts';
import { randomTexts } from './texts.ts';

/** The handout: after 10 s a task goes to whoever waits, and who waits asks once a second. */
const REASSIGNED_WITHIN_MS = 12_000;

/** Each call of map or reduce may be the last of its worker, or take long. */
async function crashes(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 6, 25);
  const paces = { map: { ms: [0, 4000] }, reduce: { ms: [0, 150] } } as const;
  const job = new MapReduceJob(simulation, { workers: 4, inputs, reduces: 4, paces });
  let left = 10;
  job.onWork = (worker, { phase, stage }) => {
    if (stage === 'ends' || left === 0 || !random.chance(phase === 'map' ? 0.35 : 0.05)) return;
    left--;
    crashAndReplace(job, worker, random.between(0, phase === 'map' ? 2500 : 150), 1000);
  };
  job.openWithWorkers();
  await job.finish(240_000);
}

/** A worker dies with its task, while another waits for one. */
async function reExecution(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 2, 40);
  const paces = { map: { ms: [1000, 2000] } } as const;
  const job = new MapReduceJob(simulation, { workers: 2, inputs, reduces: 2, paces, isPunctual: true });
  job.openWithWorkers();
  const victim = await beginsOf(job, 'map');
  const begunMs = simulation.nowMs;
  await job.sleep(random.between(0, 1000));
  const task = job.taskOf(victim);
  job.crash(victim);
  await job.until(
    () => job.maps.attemptsOf(task).length > 1,
    begunMs + REASSIGNED_WITHIN_MS - simulation.nowMs,
  );
  if (job.maps.attemptsOf(task).length < 2) {
    const waits = `another worker waits, and the map task ${JSON.stringify(task)} was given out 12 s ago`;
    const message = `${waits} to a worker that died: nobody has begun it again`;
    throw new Violation('mapreduce/re-executes', message, { paper: 'MapReduce §3.3' });
  }
  await job.finish(15_000);
}

/** Slow is not dead: nobody gets a second copy while tasks are left. */
async function slowButAlive(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 6, 20);
  const paces = { map: { ms: [8500, 9300] } } as const;
  const job = new MapReduceJob(simulation, { workers: 2, inputs, reduces: 2, paces, isPunctual: true });
  job.openWithWorkers();
  await job.finish(50_000);
}

/** One worker needs 35 s for what takes the others a quarter of a second. */
async function straggler(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 8, 30);
  const paces = { map: { ms: [200, 300] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 3, paces, isPunctual: true });
  job.open();
  job.start(0, { map: { ms: [35_000, 36_000] } });
  job.start(1);
  job.start(2);
  await job.done(20_000);
  await job.until(() => job.maps.running.size === 0, 45_000);
  await job.sleep(2000);
  await job.finish(1000);
}

/** A task that takes everybody more than ten seconds is given out again and again, and done all the same. */
async function longTask(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 3, 20);
  const paces = { map: { ms: [24_000, 26_000], only: ['in-0.txt'] } } as const;
  const job = new MapReduceJob(simulation, { workers: 5, inputs, reduces: 2, paces, isPunctual: true });
  job.openWithWorkers();
  await job.done(40_000);
  await job.until(() => job.maps.running.size === 0, 60_000);
  await job.finish(1000);
}

async function allWorkersDie(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 6, 25);
  const paces = { map: { ms: [500, 1000] }, reduce: { ms: [50, 100] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 3, paces });
  job.openWithWorkers();
  await job.sleep(random.between(100, 3000));
  for (const index of job.all) job.crash(index);
  await job.sleep(random.between(1000, 15_000));
  job.startAll();
  await job.finish(60_000);
}

/** One worker is alone at first; another joins, and must get work soon. */
async function lateJoiner(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 8, 20);
  const paces = { map: { ms: [1000, 1500] } } as const;
  const job = new MapReduceJob(simulation, { workers: 2, inputs, reduces: 2, paces, isPunctual: true });
  job.open();
  job.start(0);
  await job.sleep(random.between(1000, 3000));
  job.start(1);
  await job.until(() => job.maps.running.size === 2, 1500);
  if (job.size === 2 && job.most.map < 2) {
    const message = 'worker 1 joined 1.5 s ago, and has got none of the map tasks that are left';
    throw new Violation('mapreduce/parallel', message, { paper: 'MapReduce §3.1' });
  }
  await job.finish(30_000);
}

/** The coordinator dies in the middle: workers notice, and leave. */
async function coordinatorGone(simulation: Simulation): Promise<void> {
  const random = simulation.random('faults');
  const inputs = randomTexts(simulation.random('texts'), 9, 20);
  const paces = { map: { ms: [500, 2500] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 2, paces });
  job.openWithWorkers();
  await job.sleep(random.between(100, 2500));
  job.close();
  await job.allLeave(30_000);
}

export const FAILURES: readonly Scenario[] = [
  {
    name: 'workers that crash and are slow',
    slug: 'crashes',
    points: 2,
    paper: 'MapReduce §3.3',
    about:
      'A third of all map calls is the last of its worker, and they take up to 4 s. A new worker comes after 1 s.',
    floors: { crashes: 2, mapsRepeated: 1 },
    run: crashes,
  },
  {
    name: 'the task of a dead worker',
    slug: 're-execution',
    points: 2,
    paper: 'MapReduce §3.3',
    about:
      'A worker dies in a map task; the other one, which waits, has begun it 12 s after it was given out.',
    floors: { crashesInMap: 1, mapsRepeated: 1 },
    run: reExecution,
  },
  {
    name: 'slow is not dead',
    slug: 'slow-but-alive',
    points: 1,
    paper: 'MapReduce §3.6',
    about: 'Maps take 9 s. None is given away sooner than after 10 s, but for backup copies near the end.',
    floors: { maps: 6 },
    run: slowButAlive,
  },
  {
    name: 'a straggler',
    slug: 'straggler',
    points: 2,
    paper: 'MapReduce §3.6',
    about:
      'One worker takes 35 s for a map. The job is done within 20 s all the same, and its late result harms nobody.',
    floors: { mapsRepeated: 1 },
    run: straggler,
  },
  {
    name: 'a task that takes everybody long',
    slug: 'long-task',
    points: 1,
    paper: 'MapReduce §3.3',
    about:
      'One map takes 25 s whoever does it. It is given out again and again, and the job is done within 40 s.',
    floors: { mapsRepeated: 1 },
    run: longTask,
  },
  {
    name: 'all workers die, and new ones come',
    slug: 'all-workers-die',
    points: 2,
    paper: 'MapReduce §3.3',
    about: 'All three workers die at once, in maps or reduces, and as many new ones come up to 15 s later.',
    floors: { crashes: 3, mapsRepeated: 0.5 },
    run: allWorkersDie,
  },
  {
    name: 'a worker joins late',
    slug: 'late-joiner',
    points: 1,
    paper: 'MapReduce §3.1',
    about: 'A second worker comes when the job is under way, and has a map task within 1.5 s.',
    floors: { maps: 8 },
    run: lateJoiner,
  },
  {
    name: 'the coordinator is gone',
    slug: 'coordinator-gone',
    points: 1,
    paper: 'contract',
    about:
      'The coordinator dies in the middle. All workers leave within 30 s, and none sooner than 10 s after its last answer.',
    floors: { workersLeft: 3 },
    run: coordinatorGone,
  },
];
