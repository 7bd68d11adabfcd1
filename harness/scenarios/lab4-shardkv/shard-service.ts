import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import type { ShardConfig } from '../../check/shard-config.ts';
import { KvClerks } from '../lab3-kvraft/kv-clerks.ts';
import type { ReplicaCluster } from '../lab3-kvraft/replica-cluster.ts';
import type { Gid } from './contract.ts';
import { ControllerService } from './controller-service.ts';
import { cutLinksTexts } from './cut-links.ts';
import type { DirectorySetup } from './shard-directory.ts';
import { ShardGroup } from './shard-group.ts';
import { shardOf } from './shard-of.ts';
import { ShardRecord } from './shard-record.ts';

/** Two members of staff may change the configuration at the same time. */
const ADMINS = 2;

export interface ShardOptions {
  /** All groups that there will ever be, in a configuration or not. */
  readonly gids: readonly Gid[];
  readonly clerks: number;
  /** Servers a group: 3 by default. */
  readonly groupSize?: number;
  /** Servers of the controller: 3 by default. */
  readonly controllers?: number;
  /** Ten by default. */
  readonly shardCount?: number;
  /** Of each server of a group; `Infinity`, the default: no snapshots. */
  readonly maxStateBytes?: number;
}

/** The controller persists what every leader asks it ten times a second, and takes snapshots of that. */
const CONTROLLER_STATE_BYTES = 4000;

/**
 * The sharded key/value service: the shard controller, the groups, and the clerks, with the verbs of lab 4b.
 * Whatever is asked and heard is recorded, and `judge` says at the end whether it is linearizable.
 */
export class ShardService implements Judge {
  readonly simulation: Simulation;
  readonly shardCount: number;
  readonly controller: ControllerService;
  readonly gids: readonly Gid[];
  readonly record: ShardRecord;
  readonly clerks: KvClerks;
  private readonly groups: ReadonlyMap<Gid, ShardGroup>;
  private readonly clusters = new Map<SimServer, ReplicaCluster>();

  /** Servers are to be started; clerks are up. */
  constructor(simulation: Simulation, options: ShardOptions) {
    const { gids, shardCount = 10, controllers = 3, groupSize: size = 3 } = options;
    const { maxStateBytes = Number.POSITIVE_INFINITY } = options;
    this.simulation = simulation;
    this.shardCount = shardCount;
    this.gids = gids;
    this.controller = new ControllerService(simulation, {
      size: controllers,
      clerks: ADMINS,
      clerkPrefix: 'admin',
      tellsNews: true,
      shardCount,
      maxStateBytes: CONTROLLER_STATE_BYTES,
    });
    const directoryFor = (server: SimServer) => this.directoryFor(server);
    const newGroup = (gid: Gid) => new ShardGroup(simulation, { gid, size, maxStateBytes, directoryFor });
    this.groups = new Map(gids.map((gid) => [gid, newGroup(gid)]));
    for (const cluster of this.allClusters) {
      for (const index of cluster.all) this.clusters.set(cluster.server(index), cluster);
    }
    simulation.judge = this;
    this.record = new ShardRecord(simulation, this.controller.record.book, (key) => this.shardOf(key));
    this.clerks = new KvClerks(simulation, {
      count: options.clerks,
      program: 'shardClerk',
      setup: (clerk) => this.directoryFor(clerk),
      record: this.record,
      answerRule: 'shardkv/answered',
      describeServers: () => this.describe(),
      partOf: ({ key }) => `shard ${this.shardOf(key)}`,
    });
    this.clerks.startAll();
  }

  private directoryFor(reader: SimServer): DirectorySetup {
    const directory = this.allGroups.flatMap((group) =>
      group.all.map((index) => {
        const { address, name } = group.server(index);
        return { address, name };
      }),
    );
    return { controllers: this.controller.addressesFor(reader), directory, shardCount: this.shardCount };
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  stateChanged(server: SimServer, state: unknown): void {
    this.clusters.get(server)?.stateChanged(server, state);
  }

  saved(server: SimServer): void {
    this.clusters.get(server)?.saved(server);
  }

  crashed(server: SimServer): void {
    const cluster = this.clusters.get(server);
    if (cluster) cluster.crashed(server);
    else this.simulation.count('clerkCrashes');
  }

  // Looking
  // ----------------------------------------------------------------------------------------------------

  get allGroups(): ShardGroup[] {
    return [...this.groups.values()];
  }

  get allClusters(): ReplicaCluster[] {
    return [this.controller, ...this.allGroups];
  }

  group(gid: Gid): ShardGroup {
    const group = this.groups.get(gid);
    if (!group) throw new RangeError(`there is no group ${gid}`);
    return group;
  }

  /** The newest configuration that anybody was told; undefined if there was no query yet. */
  get config(): ShardConfig | undefined {
    return this.controller.record.book.newest;
  }

  /** Who leads, and of clusters in trouble what each server said last: for a message. */
  describe(): string {
    const number = this.config?.number;
    const newest = number === undefined ? '' : `; configuration ${number} was the newest to be seen`;
    const isCalm = (cluster: ReplicaCluster) =>
      cluster.healthy.length === cluster.size && cluster.currentLeader() !== undefined;
    const troubled = this.allClusters.filter((cluster) => !isCalm(cluster));
    // Whoever is named is taken for somebody that the failure is about.
    const others = troubled.length === 0 ? 'all clusters' : 'the others';
    const calm =
      troubled.length < this.allClusters.length ? [`${others} have leaders and all servers up`] : [];
    const states = troubled.map((cluster) => cluster.describeStates());
    const told = [...states, ...calm, ...cutLinksTexts(this.allClusters)];
    return `${told.join(', ')}${newest}`;
  }

  shardOf(key: string): number {
    return shardOf(key, this.shardCount);
  }

  // Life and death
  // ---------------------------------------------------------------------------------------------

  startAll(): void {
    for (const cluster of this.allClusters) cluster.startAll();
  }

  startGroup(gid: Gid): void {
    this.group(gid).startAll();
  }

  crashGroup(gid: Gid): void {
    const group = this.group(gid);
    for (const index of group.all) group.crash(index);
  }

  // Configurations, as the first member of staff asks for them
  // ------------------------------------------------------------------------------------------------------

  async join(...gids: readonly Gid[]): Promise<void> {
    const groups = gids.map((gid) => [gid, this.group(gid).names] as const);
    await this.controller.clerks.ask(0, { kind: 'join', groups });
    await this.controller.query(0);
  }

  async leave(...gids: readonly Gid[]): Promise<void> {
    await this.controller.leave(0, ...gids);
    await this.controller.query(0);
  }

  async move(shard: number, gid: Gid): Promise<void> {
    await this.controller.move(0, shard, gid);
    await this.controller.query(0);
  }

  // Judging
  // ----------------------------------------------------------------------------------------------------

  /** One order of operations must explain what clerks were told, and another one what admins were told. */
  async judge(): Promise<void> {
    this.record.judge();
    await this.controller.judge();
  }
}
