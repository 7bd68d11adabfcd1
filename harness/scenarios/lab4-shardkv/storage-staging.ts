import { Violation } from '../../../labrpc/sim/violation.ts';
import { padded } from '../lab3-kvraft/lab3b-stage.ts';
import type { Gid } from './contract.ts';
import { serversOf } from './group-links.ts';
import type { ShardService } from './shard-service.ts';
import { keyIn, shardsOf } from './shard-staging.ts';

/** The value of each shard's one key has this many bytes. */
export const SHARD_BYTES = 1200;
/** A group may receive nine shards in one command: its log may hold that. */
export const MAX_STATE_BYTES = 2000;

/** The handout: what moved away is deleted within this time of both groups having leaders that can talk. */
const DELETION_LIMIT_MS = 3000;
/** The handout: snapshots hold the shards of their group, this share more, and so much for all the rest. */
const ENCODING_SHARE = 0.1;
const REST_BYTES = 1500;
/** As much may be in a log before a snapshot must be taken (handout: limits). */
const LOG_FACTOR = 8;

/**
 * Lets each group that has shards write so much that it must take a snapshot, again and again until all
 * snapshots together are as small as they have to be. Every shard must have been filled, and every group that
 * was given any must have some left, for others have no occasion to take a snapshot.
 */
export async function storageIsBounded(service: ShardService): Promise<void> {
  const { simulation } = service;
  const untilMs = simulation.nowMs + DELETION_LIMIT_MS;
  for (let round = 0; ; round++) {
    await outgrowLogs(service, `round ${round}`);
    const bytes = snapshotBytes(service, service.gids);
    if (bytes <= storageLimit(service)) break;
    if (simulation.nowMs >= untilMs) throw tooMuchStored(service, bytes);
    await simulation.sleep(300);
  }
  simulation.count('storageChecks');
}

/** One clerk for each group overwrites its shards, until nothing older can be in the log. */
async function outgrowLogs(service: ShardService, text: string): Promise<void> {
  const { clerks } = service;
  const loops = service.gids.map(async (gid, place) => {
    const shards = shardsOf(service, gid);
    if (shards.length === 0) return;
    const puts = Math.ceil((LOG_FACTOR * MAX_STATE_BYTES) / SHARD_BYTES) + shards.length;
    for (let nth = 0; nth < puts; nth++) {
      const key = keyIn(shards[nth % shards.length] as number);
      await clerks.put(place % clerks.all.length, key, padded(`${text}, ${nth}`, SHARD_BYTES));
    }
  });
  await Promise.all(loops);
}

/** What all servers of these groups have in their snapshots. */
export function snapshotBytes(service: ShardService, gids: readonly Gid[]): number {
  const servers = gids.flatMap((gid) => serversOf(service.group(gid)));
  return servers.reduce((sum, { disk }) => sum + (disk.snapshot?.length ?? 0), 0);
}

/** Each shard as often as the group that has it has servers. */
function storageLimit(service: ShardService): number {
  const servers = service.gids.flatMap((gid) => serversOf(service.group(gid))).length;
  const copies = servers / service.gids.length;
  return copies * service.shardCount * SHARD_BYTES * (1 + ENCODING_SHARE) + servers * REST_BYTES;
}

function tooMuchStored(service: ShardService, bytes: number): Violation {
  const each = service.gids.map((gid) => {
    const shards = shardsOf(service, gid).length;
    return `group ${gid}, which has ${shards} shards, ${snapshotBytes(service, [gid])}`;
  });
  const total = `the snapshots of all servers have ${bytes} bytes in all (${each.join('; ')})`;
  const when = `${DELETION_LIMIT_MS / 1000} s after the last move, and with snapshots taken since`;
  const data = `three copies of ${service.shardCount} shards of ${SHARD_BYTES} bytes and a tenth of that`;
  const limit = `they may have ${storageLimit(service)}: ${data}, and ${REST_BYTES} bytes for each server`;
  return new Violation('shardkv/storage', `${total}; ${when}, ${limit}`, { paper: 'handout: limits' });
}
