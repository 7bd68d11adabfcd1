import { Queue, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Interrupted } from '../engine/lane-part-maker.ts';
import type { CodeBundle } from '../engine/part-work.ts';
import { GraderFailure } from '../grader-failure.ts';
import { RUN_LIMITS } from '../judge/run-watch.ts';
import { JobDesk } from './job-desk.ts';
import { JobStore } from './job-store.ts';
import type { PartJob, PartJobResult } from './part-job.ts';
import { HAS_REDIS, RedisOfTest } from './redis-of-test.ts';

const BUNDLE: CodeBundle = {
  hash: '4a44dc15364204a80fe80e9039455cc1608281820fe2b24f1e5233ade6af1dd5',
  bundle: { code: '10', fileName: 'lab.js' },
};
const RESULT: PartJobResult = { tier: 'bwrap', runs: [], wallMs: { vote: 5 } };
const QUEUE = 'lockstep-test';

function job(seed: number): PartJob {
  const scenarios = [{ slug: 'vote', seeds: [seed], repeatOrder: [seed], repeatShare: 0 }];
  return {
    part: 'lab2a',
    bundleHash: BUNDLE.hash,
    scenarios,
    mode: 'sampled',
    limits: RUN_LIMITS,
    known: [],
  };
}

describe.skipIf(!HAS_REDIS)('JobDesk (skipped without redis-server)', () => {
  let server: RedisOfTest;
  let redis: Redis;
  let queue: Queue;
  let store: JobStore;
  let desk: JobDesk;
  let stop: AbortController;
  let worker: Worker | undefined;
  beforeAll(async () => {
    server = await RedisOfTest.start();
  });
  afterAll(() => server.remove());
  beforeEach(() => {
    redis = new Redis(server.port, '127.0.0.1', { maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    queue = new Queue(QUEUE, { connection: redis });
    queue.on('error', () => undefined);
    store = new JobStore(redis, QUEUE);
    stop = new AbortController();
    desk = newDesk('one');
  });
  afterEach(async () => {
    await desk.close();
    await worker?.close();
    worker = undefined;
    await redis.flushall();
    redis.disconnect();
  });

  function newDesk(gradingId: string): JobDesk {
    return new JobDesk({ redis, queue, gradingId, stop: stop.signal, onRound: async () => undefined });
  }

  function work(process: (id: string, seed: number) => Promise<void>): void {
    worker = new Worker(
      QUEUE,
      async ({ id = '', data }) => process(id, (data as PartJob).scenarios[0]?.seeds[0] ?? 0),
      { connection: redis },
    );
    worker.on('error', () => undefined);
  }

  const answer = (id: string): Promise<void> => store.putResult(id, RESULT);

  it('hands out code and jobs, collects results, and leaves nothing of them', async () => {
    work(async (id) => {
      expect(await store.bundle(BUNDLE.hash)).toEqual(BUNDLE.bundle);
      await answer(id);
    });
    const twice = [desk.make(job(1), BUNDLE), desk.make(job(1), BUNDLE), desk.make(job(2), BUNDLE)];
    expect(await Promise.all(twice)).toEqual([RESULT, RESULT, RESULT]);
    await desk.forget([job(1), job(2)]);
    await worker?.close();
    expect(await redis.keys('*:result:*')).toEqual([]);
    expect(await queue.getJobCounts()).toMatchObject({ active: 0, completed: 0, failed: 0, waiting: 0 });
  });

  it('asks again for what the Redis has forgotten', async () => {
    const result = desk.make(job(1), BUNDLE);
    while ((await queue.getWaitingCount()) === 0);
    await redis.flushall();
    work(answer);
    expect(await result).toEqual(RESULT);
  }, 20_000);

  it('finds the jobs of the grading that was killed, but none of another grading', async () => {
    void desk.make(job(1), BUNDLE).catch(() => undefined);
    while ((await queue.getWaitingCount()) === 0);
    const [again, other] = [newDesk('one'), newDesk('two')];
    const results = [again.make(job(1), BUNDLE), other.make(job(1), BUNDLE)];
    while ((await queue.getWaitingCount()) !== 2);
    work(answer);
    expect(await Promise.all(results)).toEqual([RESULT, RESULT]);
    await again.close();
    await other.close();
  });

  it('tries again what failed when nobody waited for it any more', async () => {
    const killed = desk.make(job(1), BUNDLE).catch((error: unknown) => error);
    while ((await queue.getWaitingCount()) === 0);
    let attempts = 0;
    work(async (id) => {
      attempts += 1;
      if (attempts === 1) throw new UnrecoverableError('no room');
      await answer(id);
    });
    while ((await queue.getFailedCount()) === 0);
    const again = newDesk('one');
    expect(await again.make(job(1), BUNDLE)).toEqual(RESULT);
    await again.close();
    await desk.close();
    await killed;
  });

  it('blames the grader, and not the submission, for what workers fail on', async () => {
    work(async (id, seed) => {
      if (seed === 1) throw new UnrecoverableError('disk\u001b[31m full');
      if (seed === 2) await redis.set(`${QUEUE}:result:${id}`, 'junk');
      if (seed === 3) await store.putResult(id, { ...RESULT, wallMs: { vote: -1 } });
      if (seed === 4) await answer(id);
    });
    const failed = [1, 2, 3].map((seed) => desk.make(job(seed), BUNDLE).catch((error: unknown) => error));
    expect(await desk.make(job(4), BUNDLE)).toEqual(RESULT);
    const errors = (await Promise.all(failed)) as Error[];
    for (const error of errors) expect(error).toBeInstanceOf(GraderFailure);
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^the grader failed on it.*\(disk full\)$/),
      expect.stringContaining('cannot be read'),
      expect.stringContaining('is not of the right form (wallMs.vote)'),
    ]);
  }, 20_000);

  it('stops when it is told to, and takes back what nobody has begun', async () => {
    const result = desk.make(job(1), BUNDLE);
    while ((await queue.getWaitingCount()) === 0);
    stop.abort();
    await expect(result).rejects.toBeInstanceOf(Interrupted);
    await expect(desk.make(job(2), BUNDLE)).rejects.toBeInstanceOf(Interrupted);
    await desk.close();
    expect(await queue.getWaitingCount()).toBe(0);
  });

  it('does not take code that is not what its name says', async () => {
    await store.putBundle({ ...BUNDLE, hash: 'f'.repeat(64) });
    await expect(store.bundle('f'.repeat(64))).rejects.toThrow('is not the code of that name');
    await expect(store.bundle(BUNDLE.hash)).rejects.toThrow('not on the queue any more');
  });
});
