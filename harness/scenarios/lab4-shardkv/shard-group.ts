import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { ReplicaCluster } from '../lab3-kvraft/replica-cluster.ts';
import type { Gid } from './contract.ts';
import { serverNames } from './controller-service.ts';
import type { DirectorySetup } from './shard-directory.ts';

export interface GroupOptions {
  readonly gid: Gid;
  readonly size: number;
  readonly maxStateBytes: number;
  /** Whom a server knows besides its own group, asked for at each start. */
  readonly directoryFor: (server: SimServer) => DirectorySetup;
}

/** The replicas of one group of the sharded service. */
export class ShardGroup extends ReplicaCluster {
  readonly gid: Gid;
  private readonly directoryFor: (server: SimServer) => DirectorySetup;

  constructor(simulation: Simulation, { gid, size, maxStateBytes, directoryFor }: GroupOptions) {
    const names = serverNames(gid, size);
    super(simulation, {
      size,
      program: 'shardServer',
      maxStateBytes,
      serverName: (index) => names[index] as string,
      clusterName: `group ${gid}`,
    });
    this.gid = gid;
    this.directoryFor = directoryFor;
  }

  /** Of its servers, as a configuration has them. */
  get names(): string[] {
    return this.all.map((index) => this.server(index).name);
  }

  protected override setupFor(server: SimServer): Readonly<Record<string, unknown>> {
    return { ...super.setupFor(server), ...this.directoryFor(server), gid: this.gid };
  }
}
