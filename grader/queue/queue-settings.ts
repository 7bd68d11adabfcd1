import type { JobsOptions, WorkerOptions } from 'bullmq';

/**
 * A worker that dies holds its job until the lock runs out and somebody notices: at most the sum of these,
 * 14 s. A worker that lives renews the lock every five seconds.
 */
const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 4000;
/** Workers that one job may outlive: the next death says that it is the job. */
const MOST_DEATHS = 3;
/** After the Redis was away. */
const RETRY_MS = 1000;

export const WORKER_SETTINGS: Readonly<
  Pick<WorkerOptions, 'lockDuration' | 'stalledInterval' | 'maxStalledCount' | 'runRetryDelay'>
> = {
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_CHECK_MS,
  maxStalledCount: MOST_DEATHS,
  runRetryDelay: RETRY_MS,
};

/**
 * Only failures of the worker itself are tried again: a run that fails is a result. What has failed for good
 * stays until the grading has read why, or for a day.
 */
export const JOB_SETTINGS: Readonly<JobsOptions> = {
  attempts: 3,
  backoff: { type: 'fixed', delay: RETRY_MS },
  removeOnComplete: true,
  removeOnFail: { age: 24 * 3600 },
};

/** Events of the queue that the Redis keeps. Nobody reads them. */
export const MOST_EVENTS = 100;

/** Gradings and workers meet where they have the same version of the project, and nowhere else. */
export function queueName(version: string): string {
  return `lockstep-${version}`;
}
