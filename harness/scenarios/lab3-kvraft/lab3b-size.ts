import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { KvService } from './kv-service.ts';
import { padded, snapshottingService } from './lab3b-stage.ts';

/** Of a service with one key of few characters and one clerk (as MIT's). */
const SMALL_SNAPSHOT_BYTES = 500;
/** What may come and go with the last answers that a server keeps, and with longer numbers. */
const GROWTH_BYTES = 300;
/** How much more bytes as many operations may take later on. */
const TRAFFIC_GROWTH = 1.25;
/** One operation in so many may lead to a snapshot, on average, if many of them fit into the log. */
const OPERATIONS_PER_SNAPSHOT = 10;

/** The largest snapshot of all servers, in bytes. */
function largestSnapshot(kv: KvService): { readonly server: number; readonly bytes: number } {
  const sizes = kv.all.map((server) => ({ server, bytes: kv.server(server).disk.snapshot?.length ?? 0 }));
  return sizes.reduce((largest, size) => (size.bytes > largest.bytes ? size : largest));
}

/** One key is overwritten and read: the snapshot holds no more than there is to hold. */
export async function snapshotSize(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 1, maxStateBytes: 500 });
  for (const round of kv.rounds(50)) {
    await kv.put(0, 'x', padded(`${round}`, 60));
    await kv.get(0, 'x');
  }
  const { server, bytes } = largestSnapshot(kv);
  if (bytes > SMALL_SNAPSHOT_BYTES) {
    const message = `server ${server}'s snapshot has ${bytes} bytes, of one key with a short value and one clerk; allowed are ${SMALL_SNAPSHOT_BYTES}`;
    throw new Violation('kv/snapshot-size', message, { paper: 'handout: limits', actor: `server ${server}` });
  }
  kv.judge();
}

/** So many clerks overwrite one key each. */
const CLERKS = 3;
const WARM_UP = 10;
const WINDOW = 30;

/** Few keys are overwritten again and again: what is on the disks and on the wire does not grow. */
export async function boundedForEver(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: CLERKS, maxStateBytes: 1000 });
  let nth = 100;
  const overwrite = async (times: number): Promise<number> => {
    const before = kv.bytes;
    for (let time = 0; time < times; time++, nth++) {
      await Promise.all(kv.allClerks.map((clerk) => kv.put(clerk, `key ${clerk}`, padded(`${nth}`, 40))));
    }
    return kv.bytes - before;
  };
  await kv.oneLeader();
  await overwrite(WARM_UP);
  const snapshotBefore = largestSnapshot(kv);
  const trafficBefore = await overwrite(WINDOW);
  const traffic = await overwrite(WINDOW);
  const { server, bytes } = largestSnapshot(kv);
  const operations = CLERKS * WINDOW;
  if (bytes > snapshotBefore.bytes + GROWTH_BYTES) {
    const message = `server ${server}'s snapshot grew from ${snapshotBefore.bytes} to ${bytes} bytes in ${2 * operations} operations, which only overwrote ${CLERKS} keys with values of one length; allowed are ${GROWTH_BYTES} more`;
    throw new Violation('kv/snapshot-size', message, { paper: 'handout: limits', actor: `server ${server}` });
  }
  // A plan leaves out some of the operations, here or there.
  if (traffic > TRAFFIC_GROWTH * trafficBefore && !simulation.planned) {
    const message = `${operations} operations took ${trafficBefore} bytes of messages, and as many more of the same ${traffic}; allowed is ${TRAFFIC_GROWTH} times as much`;
    throw new Violation('kv/traffic', message, { paper: 'handout: limits' });
  }
  kv.judge();
}

/** A snapshot is the whole state: it is taken when the log has grown, not with each operation. */
export async function snapshotEconomy(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 4, maxStateBytes: 8000 });
  const rounds = 60;
  await kv.oneLeader();
  for (const round of kv.rounds(rounds)) {
    await Promise.all(kv.allClerks.map((clerk) => kv.put(clerk, `key ${clerk}`, padded(`${round}`, 60))));
  }
  const operations = rounds * kv.allClerks.length;
  const limit = operations / OPERATIONS_PER_SNAPSHOT;
  for (const index of kv.all) {
    const taken = kv.disks.snapshotsOf(kv.server(index));
    if (taken <= limit) continue;
    const message = `server ${index} saved ${taken} snapshots in ${operations} operations, though maxStateBytes is 8000 and values have 60 bytes; allowed are ${limit}`;
    throw new Violation('kv/snapshot-economy', message, { paper: 'Raft §7', actor: `server ${index}` });
  }
  kv.judge();
}

/** Three operations for each heartbeat that the handout of lab 2 allows (MIT's "Speed"). */
const MS_PER_OPERATION = 100 / 3;

export async function speedWithSnapshots(simulation: Simulation): Promise<void> {
  const kv = snapshottingService(simulation, { size: 3, clerks: 1, maxStateBytes: 1000 });
  await kv.get(0, 'x');
  const begunMs = simulation.nowMs;
  const appends = 120;
  for (const round of kv.rounds(appends)) await kv.append(0, 'x', padded(`[${round}]`, 60));
  const meanMs = (simulation.nowMs - begunMs) / appends;
  await kv.get(0, 'x');
  if (meanMs > MS_PER_OPERATION) {
    const message = `an append took ${meanMs.toFixed(1)} ms on average of ${appends}, one after the other; allowed are ${MS_PER_OPERATION.toFixed(1)} ms`;
    throw new Violation('kv/speed', message, { paper: 'handout: limits' });
  }
  kv.judge();
}
