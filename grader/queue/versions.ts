import type { Redis } from 'ioredis';

/** Versions of the project that have ever been announced. */
const ALL = 'lockstep-versions';
/** Announced every five seconds; a grading that has ended is forgotten soon. */
const ANNOUNCED_SECONDS = 20;

/** Says that a grading with this version of the project is going on. */
export async function announceVersion(redis: Redis, version: string): Promise<void> {
  await redis.sadd(ALL, version);
  await redis.set(keyOf(version), '', 'EX', ANNOUNCED_SECONDS);
}

/** Versions with which gradings are going on. */
export async function announcedVersions(redis: Redis): Promise<string[]> {
  const all = (await redis.smembers(ALL)).sort();
  const found = await Promise.all(all.map((version) => redis.exists(keyOf(version))));
  return all.filter((_, place) => found[place] === 1);
}

function keyOf(version: string): string {
  return `${ALL}:${version}`;
}
