import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { Scenario } from '../scenario.ts';
import { MapReduceJob } from './driver.ts';
import { randomTexts } from './texts.ts';

/** Nothing goes wrong, and no call of the application takes time: more than enough. */
const QUICK_MS = 15_000;

async function wordCount(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 8, 300);
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 10, isPunctual: true });
  job.openWithWorkers();
  await job.finish(QUICK_MS);
}

async function indexer(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 8, 60);
  const job = new MapReduceJob(simulation, {
    workers: 2,
    inputs,
    reduces: 10,
    app: 'indexer',
    isPunctual: true,
  });
  job.openWithWorkers();
  await job.finish(QUICK_MS);
}

/** All lines of all inputs have one key, and `combine` may fold them: what `reduce` gets depends on it. */
async function topK(simulation: Simulation): Promise<void> {
  const random = simulation.random('texts');
  const inputs = new Map(
    Array.from({ length: 6 }, (_, file) => {
      const lines = Array.from(
        { length: 80 },
        (_, line) => `word${file * 80 + line} ${random.integer(1, 999)}`,
      );
      return [`counts-${file}`, `${lines.join('\n')}\n`];
    }),
  );
  const options = { workers: 3, inputs, reduces: 2, app: 'top-k', argument: '12', isPunctual: true };
  const job = new MapReduceJob(simulation, options);
  job.openWithWorkers();
  await job.finish(QUICK_MS);
}

async function mapParallelism(simulation: Simulation): Promise<void> {
  const workers = simulation.random('size').integer(2, 5);
  const inputs = randomTexts(simulation.random('texts'), 2 * workers, 20);
  const paces = { map: { ms: [900, 1100] } } as const;
  const job = new MapReduceJob(simulation, { workers, inputs, reduces: 3, paces, isPunctual: true });
  job.openWithWorkers();
  await job.finish(QUICK_MS);
  checkParallel(job, 'map', workers);
}

async function reduceParallelism(simulation: Simulation): Promise<void> {
  const workers = simulation.random('size').integer(2, 3);
  const inputs = randomTexts(simulation.random('texts'), 4, 60);
  const paces = { reduce: { ms: [90, 110] } } as const;
  const job = new MapReduceJob(simulation, { workers, inputs, reduces: 8, paces, isPunctual: true });
  job.openWithWorkers();
  await job.finish(60_000);
  checkParallel(job, 'reduce', workers);
}

/** Two workers that map at the same time are what a coordinator is for. */
function checkParallel(job: MapReduceJob, phase: 'map' | 'reduce', workers: number): void {
  const { size } = job;
  const wanted = Math.min(size, workers);
  if (job.most[phase] >= wanted) return;
  const message = `at most ${job.most[phase]} of ${size} workers were in ${phase} at the same time`;
  throw new Violation('mapreduce/parallel', message, { paper: 'MapReduce §3.1' });
}

async function jobCount(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 8, 20);
  const paces = { map: { ms: [2000, 4500] }, reduce: { ms: [20, 40] } } as const;
  const job = new MapReduceJob(simulation, { workers: 4, inputs, reduces: 10, paces, isPunctual: true });
  job.openWithWorkers();
  await job.finish(60_000);
  for (const [key, calls] of job.reduceCalls) {
    if (calls === 1) continue;
    const message = `reduce was called ${calls} times for the key ${JSON.stringify(key)}, and nothing had failed`;
    throw new Violation('mapreduce/no-needless-work', message, { paper: 'MapReduce §3.1' });
  }
}

/** Some reduce calls take long: whoever has nothing to do meanwhile must not take it for the end. */
async function earlyExit(simulation: Simulation): Promise<void> {
  const random = simulation.random('texts');
  const inputs = randomTexts(random, 6, 60);
  const paces = { reduce: { ms: [3000, 4000], only: ['whale', 'the'] } } as const;
  const job = new MapReduceJob(simulation, { workers: 3, inputs, reduces: 6, paces, isPunctual: true });
  job.openWithWorkers();
  await job.finish(30_000);
}

/** One map takes long, and the others wait: at most ten questions a second each. */
async function waitingIsCheap(simulation: Simulation): Promise<void> {
  const inputs = randomTexts(simulation.random('texts'), 3, 10);
  const paces = { map: { ms: [8000, 8500], only: ['in-0.txt'] } } as const;
  const job = new MapReduceJob(simulation, { workers: 5, inputs, reduces: 2, paces, isPunctual: true });
  job.openWithWorkers();
  await job.sleep(1000);
  const { traffic } = simulation.network;
  const before = traffic.total.rpcs;
  await job.sleep(4000);
  const asked = traffic.total.rpcs - before;
  simulation.count('waitedMs', 4000);
  if (asked > 4 * 10 * (job.size - 1)) {
    const message = `workers that wait for one map task asked ${asked} times in 4 s, ${job.size - 1} of them`;
    throw new Violation('mapreduce/polling', message, { paper: 'limits' });
  }
  await job.finish(30_000);
}

export const JOBS: readonly Scenario[] = [
  {
    name: 'word count',
    slug: 'word-count',
    points: 2,
    paper: 'MapReduce §2.1',
    about: 'Three workers, eight inputs, ten reduce tasks: the same lines as a sequential run.',
    floors: { maps: 8, outputs: 10, workersLeft: 3 },
    run: wordCount,
  },
  {
    name: 'indexer',
    slug: 'indexer',
    points: 1,
    paper: 'MapReduce §2.3',
    about: 'Two workers build the index from words to files.',
    floors: { maps: 8, outputs: 10 },
    run: indexer,
  },
  {
    name: 'the largest numbers, with a combiner',
    slug: 'top-k',
    points: 1,
    paper: 'MapReduce §4.3',
    about: 'An application whose combine is not its reduce; all pairs have one key.',
    floors: { maps: 6, outputs: 2 },
    run: topK,
  },
  {
    name: 'workers map at the same time',
    slug: 'map-parallelism',
    points: 2,
    paper: 'MapReduce §3.1',
    about: 'Maps take a second, and two to five workers must all be at work at once.',
    floors: { maps: 4 },
    run: mapParallelism,
  },
  {
    name: 'workers reduce at the same time',
    slug: 'reduce-parallelism',
    points: 2,
    paper: 'MapReduce §3.1',
    about: 'Calls of reduce take 0.1 s each, and two or three workers must all be at work at once.',
    floors: { reduces: 20 },
    run: reduceParallelism,
  },
  {
    name: 'every task once, if nothing fails',
    slug: 'job-count',
    points: 2,
    paper: 'MapReduce §3.1',
    about: 'Maps take 2 to 4.5 s. No task is done a second time.',
    floors: { maps: 8, reduces: 20 },
    run: jobCount,
  },
  {
    name: 'nobody leaves early',
    slug: 'early-exit',
    points: 2,
    paper: 'MapReduce §3.1',
    about: 'Some calls of reduce take 3 to 4 s. No worker leaves before the output is complete.',
    floors: { maps: 6, outputs: 6, workersLeft: 3 },
    run: earlyExit,
  },
  {
    name: 'who waits asks rarely',
    slug: 'waiting-is-cheap',
    points: 1,
    paper: 'limits',
    about:
      'One map takes 8 s. The four workers that wait for it ask at most ten times a second each, and are answered within 5 s.',
    floors: { waitedMs: 4000, maps: 3 },
    run: waitingIsCheap,
  },
];
