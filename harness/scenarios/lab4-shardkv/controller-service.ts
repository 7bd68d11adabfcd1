import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { SECOND_LOOK_MS } from '../../check/answered-changes.ts';
import type { ControllerInput } from '../../check/controller-model.ts';
import type { ShardConfig } from '../../check/shard-config.ts';
import { Clerks } from '../lab3-kvraft/clerks.ts';
import { ServedCluster } from '../lab3-kvraft/served-cluster.ts';
import type { ControllerClerkSetup } from './controller-clerk-program.ts';
import { ControllerRecord } from './controller-record.ts';

export interface ControllerOptions {
  readonly size: number;
  readonly clerks: number;
  /** Ten by default. */
  readonly shardCount?: number;
  /** `Infinity`, the default: no snapshots. */
  readonly maxStateBytes?: number;
  /** Each new configuration is part of the story that a failure tells. */
  readonly tellsNews?: boolean;
  /** Names clerks `clerk 0`, `clerk 1`, … by default. */
  readonly clerkPrefix?: string;
}

/** The shard controller and those who ask it, with the verbs of lab 4a. */
export class ControllerService extends ServedCluster<ControllerInput, ShardConfig | undefined> {
  readonly shardCount: number;
  readonly record: ControllerRecord;
  readonly clerks: Clerks<ControllerInput, ShardConfig | undefined>;

  /** Servers are to be started; clerks are up. */
  constructor(simulation: Simulation, options: ControllerOptions) {
    const { size, shardCount = 10, maxStateBytes = Number.POSITIVE_INFINITY } = options;
    super(simulation, {
      size,
      program: 'controller',
      maxStateBytes,
      setup: { shardCount },
      serverName: (index) => `controller ${index}`,
      clusterName: 'controller',
    });
    this.shardCount = shardCount;
    this.record = new ControllerRecord(simulation, {
      shardCount,
      tellsNews: options.tellsNews ?? false,
      servers: this.all.map((index) => this.server(index)),
    });
    this.clerks = new Clerks(simulation, {
      count: options.clerks,
      ...(options.clerkPrefix === undefined ? {} : { namePrefix: options.clerkPrefix }),
      program: 'controllerClerk',
      setup: (clerk, first): ControllerClerkSetup => ({ servers: this.addressesFor(clerk, first) }),
      record: this.record,
      answerRule: 'controller/answered',
      describeServers: () => this.describeStates(),
    });
    this.clerks.startAll();
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  /** Groups of three servers each, whose names tell their gids. */
  async join(clerk: number, ...gids: readonly number[]): Promise<void> {
    await this.clerks.ask(clerk, { kind: 'join', groups: gids.map((gid) => [gid, serverNames(gid, 3)]) });
  }

  async leave(clerk: number, ...gids: readonly number[]): Promise<void> {
    await this.clerks.ask(clerk, { kind: 'leave', gids });
  }

  async move(clerk: number, shard: number, gid: number): Promise<void> {
    await this.clerks.ask(clerk, { kind: 'move', shard, gid });
  }

  /** Undefined only where a plan has left the query out. */
  query(clerk: number, number?: number): Promise<ShardConfig | undefined> {
    return this.clerks.ask(clerk, number === undefined ? { kind: 'query' } : { kind: 'query', number });
  }

  /** A clerk looks at the newest configuration, and at those before it that nobody has seen. */
  async look(clerk: number): Promise<void> {
    await this.query(clerk);
    for (const number of this.record.unseen) await this.query(clerk, number);
  }

  // Judging
  // ----------------------------------------------------------------------------------------------------

  /**
   * Waits until all is answered, looks at every configuration there is, and judges: each of them by itself,
   * each change, and whether one order of all operations explains what clerks were told.
   */
  async judge(): Promise<void> {
    await this.clerks.allAnswered();
    const reader = this.clerks.all.find((clerk) => this.clerks.clerk(clerk).isUp);
    if (reader === undefined) throw new Error('a clerk must be up to look at the configurations');
    await this.look(reader);
    if (this.record.isInDoubt) {
      // What changes nothing goes through the log all the same.
      await this.leave(reader);
      await this.sleep(SECOND_LOOK_MS);
      await this.look(reader);
    }
    // Only a plan that leaves out queries leaves any of them unseen.
    if (this.record.unseen.length === 0) this.record.judge();
  }
}

/** `g7.0`, `g7.1`, `g7.2` of group 7. */
export function serverNames(gid: number, size: number): string[] {
  return Array.from({ length: size }, (_, index) => `g${gid}.${index}`);
}
