import type { ShardKvConfig, ShardKvServerContract } from '../../harness/scenarios/lab4-shardkv/contract.ts';
import { type Peer, sleep } from '../../labrpc/index.ts';
import type { RaftRpc } from '../lab2-raft/raft.ts';
import type { KvRequest } from '../lab3-kvraft/messages.ts';
import { Rsm } from '../lab3-kvraft/rsm.ts';
import { ControllerClerk } from './controller-client.ts';
import { type Departure, GroupMachine } from './group-machine.ts';
import { LeaderSearch } from './leader-search.ts';
import type {
  ControllerRpc,
  Delivery,
  DeliveryReply,
  ExecuteReply,
  ExecuteResult,
  GroupCommand,
  ShardKvRpc,
} from './messages.ts';

/** How often a leader looks what is to be done. A new configuration is to be noticed within 100 ms. */
const LOOK_EVERY_MS = 50;

/**
 * One server of a group. What clerks and other groups ask for goes through the group's log. Besides, its
 * leader brings the group from configuration to configuration, and what it has given up to where it belongs.
 */
export class ShardKvServer implements ShardKvServerContract, ShardKvRpc {
  readonly rsm: Rsm<GroupCommand, ExecuteResult>;
  private readonly machine: GroupMachine;
  private readonly controller: ControllerClerk;
  private readonly connect: (serverName: string) => Peer<ShardKvRpc>;
  /** Departures that are being delivered. */
  private readonly underWay = new Set<string>();

  constructor(config: ShardKvConfig<RaftRpc, ShardKvRpc, ControllerRpc>) {
    this.machine = new GroupMachine(config.gid, config.shardOf);
    this.rsm = new Rsm({ ...config, machine: this.machine });
    this.controller = new ControllerClerk({ servers: config.controllers });
    this.connect = config.connect;
    void this.openTerms();
    void this.followConfigurations();
    void this.deliverDepartures();
  }

  // ─── What others call ─────────────────────────────────────────────────────────────────────────────────

  async execute(request: KvRequest): Promise<ExecuteReply> {
    const outcome = await this.rsm.submit({ kind: 'execute', request });
    return outcome.kind === 'applied' ? outcome.result : outcome;
  }

  /** `installed` means that a majority has it on disk, for then it is deleted where it came from. */
  async deliver(delivery: Delivery): Promise<DeliveryReply> {
    if (!this.isLeader || delivery.number > this.machine.configNumber) return { kind: 'not-leader' };
    if (!this.machine.awaits(delivery)) return { kind: 'installed' };
    const outcome = await this.rsm.submit({ kind: 'install', delivery });
    return outcome.kind === 'applied' ? { kind: 'installed' } : outcome;
  }

  // ─── What the leader does by itself ───────────────────────────────────────────────────────────────────

  private get isLeader(): boolean {
    return this.rsm.raft.getState().isLeader;
  }

  /**
   * A leader commits nothing of earlier terms until it commits something of its own (Raft §5.4.2). The shard
   * that this group waits for may be in the log already, and then nobody will ever bring it again.
   */
  private async openTerms(): Promise<void> {
    let opened = 0;
    for (;;) {
      await sleep(LOOK_EVERY_MS);
      const { term, isLeader } = this.rsm.raft.getState();
      if (!isLeader || term === opened) continue;
      opened = term;
      await this.rsm.submit({ kind: 'no-op' });
    }
  }

  private async followConfigurations(): Promise<void> {
    for (;;) {
      await sleep(LOOK_EVERY_MS);
      if (!this.isLeader || !this.machine.isReadyForNext) continue;
      const number = this.machine.configNumber + 1;
      const config = await this.controller.query(number);
      if (config.number === number) await this.rsm.submit({ kind: 'configure', config });
    }
  }

  private async deliverDepartures(): Promise<void> {
    for (;;) {
      await sleep(LOOK_EVERY_MS);
      if (!this.isLeader) continue;
      for (const departure of this.machine.departures) void this.handOver(departure);
    }
  }

  /** Tries once. Each shard by itself, so that a group that is down holds up only what is meant for it. */
  private async handOver({ number, shard, data, to }: Departure): Promise<void> {
    const name = `${number}/${shard}`;
    if (this.underWay.has(name)) return;
    this.underWay.add(name);
    const group = new LeaderSearch(to.map(this.connect));
    const reply = await group.ask((server) => server.call('deliver', { number, shard, data }));
    if (reply?.kind === 'installed') await this.rsm.submit({ kind: 'forget', number, shard });
    this.underWay.delete(name);
  }
}
