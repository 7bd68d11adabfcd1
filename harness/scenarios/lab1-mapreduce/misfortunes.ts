import type { MapReduceJob } from './driver.ts';
import type { Work } from './watched-application.ts';

/** The worker dies after `afterMs`, and `downMs` later a new one comes in its place. */
export function crashAndReplace(job: MapReduceJob, worker: number, afterMs: number, downMs: number): void {
  const { simulation } = job;
  void simulation.sleep(afterMs).then(async () => {
    job.crash(worker);
    await simulation.sleep(downMs);
    job.start(worker);
  });
}

/** The worker stands still from now on, and goes on when `isOver`, or after `limitMs`. */
export async function pauseUntil(
  job: MapReduceJob,
  worker: number,
  isOver: () => boolean,
  limitMs: number,
): Promise<void> {
  job.pause(worker);
  job.simulation.count('pauses');
  await job.until(isOver, limitMs);
  job.resume(worker);
}

/** Waits for the next call of map or reduce to begin, `who`'s if one is named; which worker that is. */
export function beginsOf(job: MapReduceJob, phase: Work['phase'], who?: number): Promise<number> {
  return new Promise((resolve) => {
    job.onWork = (worker, work) => {
      if (work.phase !== phase || work.stage !== 'begins') return;
      if (who !== undefined && worker !== who) return;
      job.onWork = undefined;
      void job.simulation.sleep(0).then(() => resolve(worker));
    };
  });
}
