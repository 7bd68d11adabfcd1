import { padded } from '../lab3-kvraft/lab3b-stage.ts';
import type { ShardService } from './shard-service.ts';
import { allShards, keyIn } from './shard-staging.ts';

/** All clerks together do this with the key of each shard: each of them with some, one after another. */
export function withEveryShard(
  service: ShardService,
  work: (clerk: number, key: string) => Promise<unknown>,
): Promise<void> {
  return service.clerks.share(allShards(service).map(keyIn), work);
}

/** Everybody reads: what was written must be there. */
export function readEveryShard(service: ShardService): Promise<void> {
  return withEveryShard(service, (clerk, key) => service.clerks.get(clerk, key));
}

/** Each shard gets a value of so many bytes, in place of the one it had. */
export function fillEveryShard(service: ShardService, text: string, bytes: number): Promise<void> {
  return withEveryShard(service, (clerk, key) => service.clerks.put(clerk, key, padded(text, bytes)));
}
