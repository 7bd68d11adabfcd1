import type { Redis } from 'ioredis';
import { Misuse } from '../misuse.ts';
import { clip, plainText } from '../plain-text.ts';
import { say } from '../say.ts';
import type { RedisAddress } from './redis-address.ts';

const CONNECT_MS = 5000;
const MOST_WAIT_MS = 1000;
const LONGEST_MESSAGE = 200;

/**
 * A connection that outlives restarts of the Redis: what is asked meanwhile waits. Throws `Misuse` if nobody
 * answers now.
 */
export async function connectRedis({ options, shown }: RedisAddress): Promise<Redis> {
  const { Redis } = await import('ioredis');
  let wasThere = false;
  const redis = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (wasThere ? Math.min(times * 100, MOST_WAIT_MS) : null),
  });
  let problem = '';
  redis.on('error', (error: Error) => {
    problem = reasonOf(error);
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    const reason = problem === '' ? reasonOf(error as Error) : problem;
    throw new Misuse(
      `no Redis that can be used answers at ${shown} (${reason}): start one, or mend the address`,
    );
  }
  wasThere = true;
  sayOutages(redis, shown);
  return redis;
}

/** One line for people. Errors of Redis hold the command that failed, and that may be the password. */
export function reasonOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return clip(plainText(error.message || code || error.name), LONGEST_MESSAGE);
}

function sayOutages(redis: Redis, shown: string): void {
  let isGone = false;
  redis.on('close', () => {
    if (!isGone && redis.status !== 'end') say(`the queue at ${shown} does not answer: waiting for it`);
    isGone = true;
  });
  redis.on('ready', () => {
    if (isGone) say('the queue is back');
    isGone = false;
  });
}
