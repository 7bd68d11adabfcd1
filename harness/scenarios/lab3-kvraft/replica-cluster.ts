import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import type { ClusterOptions } from '../../cluster/cluster.ts';
import { LedCluster } from '../lab2-raft/led-cluster.ts';
import { DiskWatch } from './disk-watch.ts';

export interface ReplicaOptions extends ClusterOptions {
  /** `Infinity`: no snapshots. */
  readonly maxStateBytes: number;
}

/** A cluster of replicas, which are told how much they may persist, and whose disks are watched for that. */
export class ReplicaCluster extends LedCluster {
  readonly disks: DiskWatch;
  private readonly maxStateBytes: number;

  constructor(simulation: Simulation, options: ReplicaOptions) {
    super(simulation, options);
    this.maxStateBytes = options.maxStateBytes;
    this.disks = new DiskWatch(simulation, options.maxStateBytes);
  }

  protected override setupFor(server: SimServer): Readonly<Record<string, unknown>> {
    return { ...super.setupFor(server), maxStateBytes: this.maxStateBytes };
  }

  saved(server: SimServer): void {
    this.disks.saved(server);
  }

  override start(index: number): void {
    super.start(index);
    this.disks.started(this.server(index));
  }
}
