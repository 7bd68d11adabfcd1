import { LONG_WAITS } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { type KvOptions, KvService } from './kv-service.ts';

/** A service with snapshots, whose servers can crash just when they have saved one. */
export class SnapshottingService extends KvService {
  /** Servers that will crash so. */
  private readonly doomed = new Set<number>();
  /** Of the last save. */
  private readonly stateBytes = new Map<SimServer, number>();

  override saved(server: SimServer): void {
    const before = this.disks.snapshotsOf(server);
    const stateBefore = this.stateBytes.get(server) ?? 0;
    super.saved(server);
    const state = server.disk.state?.length ?? 0;
    this.stateBytes.set(server, state);
    // In one step, or one after the other in whichever order.
    const isTrimmed = state < stateBefore / 2 || this.disks.snapshotsOf(server) > before;
    const index = this.indexOf(server);
    if (!isTrimmed || !this.doomed.delete(index)) return;
    this.simulation.count('crashesAtSnapshot');
    this.crash(index);
  }

  /** Crashes this server when it next saves a snapshot or a shorter log, and undoes the rest of that turn. */
  crashAfterSnapshot(index: number): void {
    this.doomed.add(index);
  }

  /** No more of that. */
  spareAll(): void {
    this.doomed.clear();
  }
}

/** A running service on a calm network, where whoever calls a dead server waits long for the bad news. */
export function snapshottingService(
  simulation: Simulation,
  options: KvOptions & { readonly maxStateBytes: number },
): SnapshottingService {
  const kv = new SnapshottingService(simulation, options);
  kv.setFaults(LONG_WAITS);
  kv.startAll();
  return kv;
}

/** A value of so many characters, which begins with `text`. */
export function padded(text: string, length: number): string {
  return text.padEnd(length, '.');
}

/**
 * Overwrites one key so often that no log may still hold what was before: every server has a newer snapshot,
 * or needs one. `text` tells these values from those of other calls.
 */
export async function outgrowLogs(
  kv: KvService,
  clerk: number,
  maxStateBytes: number,
  text: string,
): Promise<void> {
  const valueBytes = Math.round(maxStateBytes * 0.6);
  for (let offered = 0, nth = 1; offered <= 8 * maxStateBytes; offered += valueBytes, nth++) {
    await kv.put(clerk, 'filler', padded(`${text}.${nth}`, valueBytes));
  }
}

/** One clerk reads these keys: what was appended to them must be there. */
export async function readKeys(kv: KvService, clerk: number, keys: readonly string[]): Promise<void> {
  for (const key of keys) await kv.get(clerk, key);
}
