import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { fillEveryShard, readEveryShard } from './every-shard.ts';
import { serversOf } from './group-links.ts';
import { allShards, keyIn, ledShards } from './shard-staging.ts';

/** Little, so that the commands for some configurations are an occasion for a snapshot. */
const MAX_STATE_BYTES = 800;
/** Of each shard. Three of them travel together at most, and may do so twice. */
const VALUE_BYTES = 500;
/** The handout: for a server of a group that has no shards. */
const EMPTY_BYTES = 2000;
/** They fill the log of a group that has nothing else to do. */
const FURTHER_CHANGES = 16;
const DELETION_LIMIT_MS = 3000;

/** A group gives all away and leaves. Nobody asks it for anything, but configurations go on. */
export async function leftGroupForgets(simulation: Simulation): Promise<void> {
  const service = await ledShards(simulation, {
    gids: [1, 2, 3],
    clerks: 5,
    maxStateBytes: MAX_STATE_BYTES,
  });
  await service.join(1);
  await fillEveryShard(service, 'at first', VALUE_BYTES);
  await service.join(2, 3);
  for (const shard of allShards(service)) await service.move(shard, 2 + (shard % 2));
  await service.leave(1);
  await readEveryShard(service);
  for (const nth of service.controller.rounds(FURTHER_CHANGES)) {
    await service.move(0, 2 + ((nth + 1) % 2));
    await service.clerks.get(0, keyIn(0));
  }
  const left = serversOf(service.group(1));
  const largest = () => Math.max(...left.map(({ disk }) => disk.snapshot?.length ?? 0));
  await service.controller.until(() => largest() <= EMPTY_BYTES, DELETION_LIMIT_MS);
  if (largest() > EMPTY_BYTES) {
    const given = `group 1 had ${service.shardCount} shards of ${VALUE_BYTES} bytes each, gave all away and left`;
    const since = `${FURTHER_CHANGES} configurations and ${DELETION_LIMIT_MS / 1000} s later`;
    const message = `${given}; ${since} a snapshot of its servers has ${largest()} bytes; allowed are ${EMPTY_BYTES}`;
    throw new Violation('shardkv/storage', message, { paper: 'handout: limits' });
  }
  simulation.count('storageChecks');
  await readEveryShard(service);
  await service.judge();
}
