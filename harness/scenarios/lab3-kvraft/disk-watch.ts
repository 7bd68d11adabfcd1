import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { checkPersistedSize } from '../../check/persisted-size.ts';

/** Sees every save of the servers: what they persist has limits, and a snapshot is worth counting. */
export class DiskWatch {
  private readonly simulation: Simulation;
  private readonly maxStateBytes: number;
  private readonly lastSnapshots = new Map<SimServer, Uint8Array>();
  private readonly snapshots = new Map<SimServer, number>();

  constructor(simulation: Simulation, maxStateBytes: number) {
    this.simulation = simulation;
    this.maxStateBytes = maxStateBytes;
  }

  /** To be called at every save. True if there is another snapshot now than before. */
  saved(server: SimServer): boolean {
    const { state, snapshot } = server.disk;
    const sizes = { stateBytes: state?.length ?? 0, snapshotBytes: snapshot?.length ?? 0 };
    checkPersistedSize(server.name, sizes, this.maxStateBytes);
    const before = this.lastSnapshots.get(server);
    if (!snapshot || snapshot.length === 0 || snapshot === before) return false;
    this.lastSnapshots.set(server, snapshot);
    // Whoever has no other way to keep it hands the old one in again with each save.
    if (before && isEqual(snapshot, before)) return false;
    this.snapshots.set(server, this.snapshotsOf(server) + 1);
    this.simulation.count('snapshots');
    return true;
  }

  /** To be called when a server starts. */
  started(server: SimServer): void {
    if (server.disk.snapshot?.length) this.simulation.count('restoredFromSnapshot');
  }

  /** How many snapshots this server has saved, its own and those that it was sent. */
  snapshotsOf(server: SimServer): number {
    return this.snapshots.get(server) ?? 0;
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
