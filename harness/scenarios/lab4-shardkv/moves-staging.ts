import { token, type WorkloadOptions } from '../lab3-kvraft/workload.ts';
import type { Gid } from './contract.ts';
import { holdLinks, releaseLinks, serversOf } from './group-links.ts';
import type { ShardService } from './shard-service.ts';

/** The handout: while all is well, each shard is served by its new group within this time. */
export const MOVE_LIMIT_MS = 1000;
/** The handout: a new configuration is noticed within 100 ms. Shards are there soon after, as a rule. */
export const NOTICED_MS = 150;
/** Appends of a visit are numbered from a multiple of this, those that a scenario asks for itself below. */
const VISIT = 1000;

/** So many keys in each shard, whose names do not tell where they are. */
export function hashedKeys(service: ShardService, eachShard: number = 1): string[] {
  const keys: string[][] = Array.from({ length: service.shardCount }, () => []);
  for (let nth = 0; keys.some((some) => some.length < eachShard); nth++) {
    const key = `key ${nth}`;
    const some = keys[service.shardOf(key)];
    if (some && some.length < eachShard) some.push(key);
  }
  return keys.flat();
}

/**
 * What the result does when it is called: every key is appended to, by all clerks at a time, and by another
 * one at each call, which reads every other key before.
 */
export function visitorOf(service: ShardService, keys: readonly string[]): () => Promise<void> {
  const { clerks } = service;
  let visits = 0;
  return async () => {
    visits++;
    const loops = clerks.all.map(async (clerk) => {
      for (const [place, key] of keys.entries()) {
        if ((place + visits) % clerks.all.length !== clerk) continue;
        if ((place + visits) % 2 === 0) await clerks.get(clerk, key);
        await clerks.append(clerk, key, token(clerk, VISIT * visits + place));
      }
    });
    await Promise.all(loops);
  };
}

/** Clerks append to any of these keys, and nothing else. */
export function appendsTo(keys: readonly string[]): WorkloadOptions['next'] {
  return (clerk, nth, random) => ({ kind: 'append', key: random.pick(keys), value: token(clerk, nth) });
}

/** Mostly appends and gets, and now and then a put, of any of these keys. */
export function mixOf(keys: readonly string[]): WorkloadOptions['next'] {
  return (clerk, nth, random) => {
    const key = random.pick(keys);
    const dice = random.between(0, 1);
    if (dice < 0.45) return { kind: 'get', key };
    return { kind: dice < 0.95 ? 'append' : 'put', key, value: token(clerk, nth) };
  };
}

/** Whether the answers of this group to this clerk are lost, which the clerk learns sooner or later. */
export function setAnswersLost(service: ShardService, gid: Gid, clerk: number, areLost: boolean): void {
  const faults = areLost ? ({ dropReplyRatio: 1, lostAfterMs: [0, 100] } as const) : undefined;
  for (const server of serversOf(service.group(gid))) {
    service.simulation.inflict({ what: 'faults', of: [server, service.clerks.clerk(clerk)], faults });
  }
}

// Who hears of changes late
// ------------------------------------------------------------------------------------------------------

/** What the controller answers this group waits on its way, until `releaseNews`. */
export function holdNews(service: ShardService, gid: Gid): void {
  holdLinks(service.simulation, serversOf(service.controller), serversOf(service.group(gid)));
}

export function releaseNews(service: ShardService, gid: Gid): void {
  releaseLinks(service.simulation, serversOf(service.controller), serversOf(service.group(gid)));
}

/** What the controller answers this clerk waits on its way, until `releaseClerkNews`. */
export function holdClerkNews(service: ShardService, clerk: number): void {
  holdLinks(service.simulation, serversOf(service.controller), [service.clerks.clerk(clerk)]);
}

export function releaseClerkNews(service: ShardService, clerk: number): void {
  releaseLinks(service.simulation, serversOf(service.controller), [service.clerks.clerk(clerk)]);
}

/** Whatever goes between these two groups waits on its way, until `releaseBetween`. */
export function holdBetween(service: ShardService, one: Gid, other: Gid): void {
  const [these, those] = [serversOf(service.group(one)), serversOf(service.group(other))];
  holdLinks(service.simulation, these, those);
  holdLinks(service.simulation, those, these);
}

export function releaseBetween(service: ShardService, one: Gid, other: Gid): void {
  const [these, those] = [serversOf(service.group(one)), serversOf(service.group(other))];
  releaseLinks(service.simulation, these, those);
  releaseLinks(service.simulation, those, these);
}
