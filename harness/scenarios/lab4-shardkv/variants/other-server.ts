import { type Peer, sleep } from '../../../../labrpc/index.ts';
import type { OtherRaftRpc } from '../../lab2-raft/variants/other-types.ts';
import type { ShardKvConfig, ShardKvServerContract } from '../contract.ts';
import { askAll } from './other-ask.ts';
import { ControllerClerk } from './other-controller-client.ts';
import { type Debt, OtherGroupMachine } from './other-group-machine.ts';
import type {
  OtherControllerRpc,
  OtherGroupCommand,
  OtherGroupRpc,
  OtherParcel,
  OtherWish,
} from './other-messages.ts';
import { Rsm } from './rsm-below.ts';

const CONFIG_MS = 70;
const FETCH_MS = 40;

/** A correct server of a group in another style than the solution's: see README.md. */
export class ShardKvServer implements ShardKvServerContract, OtherGroupRpc {
  readonly rsm: Rsm<OtherGroupCommand, string | null>;
  private readonly machine: OtherGroupMachine;
  private readonly gid: number;
  private readonly connect: (name: string) => Peer<OtherGroupRpc>;
  /** What is being asked for just now. */
  private readonly busy = new Set<string>();

  constructor(config: ShardKvConfig<OtherRaftRpc, OtherGroupRpc, OtherControllerRpc>) {
    this.gid = config.gid;
    this.connect = config.connect;
    this.machine = new OtherGroupMachine(config.gid, config.shardOf);
    this.rsm = new Rsm({ ...config, machine: this.machine });
    void this.watchController(new ControllerClerk({ servers: config.controllers }));
    setInterval(() => this.settle(), FETCH_MS);
  }

  async wish(wish: OtherWish): Promise<{ readonly text: string | null }> {
    const outcome = await this.rsm.submit({ kind: 'wish', wish });
    return { text: outcome.kind === 'applied' ? outcome.result : null };
  }

  /** Whatever server has come to that configuration has applied all that was done here before it. */
  fetch({
    number,
    to,
  }: {
    readonly number: number;
    readonly to: number;
  }): ReturnType<OtherGroupRpc['fetch']> {
    const parcel = this.machine.parcelFor(number, to);
    return parcel ? { kind: 'parcel', parcel } : { kind: 'not-here' };
  }

  async received({ number, to }: { readonly number: number; readonly to: number }) {
    const outcome = await this.rsm.submit({ kind: 'drop', number, to });
    return { isDropped: outcome.kind === 'applied' };
  }

  /** Everybody looks; who does not lead has nothing to do with the answer. */
  private async watchController(controller: ControllerClerk): Promise<void> {
    for (;;) {
      await sleep(CONFIG_MS);
      const number = this.machine.number + 1;
      const config = await controller.query(number);
      const { isLeader } = this.rsm.raft.getState();
      if (!isLeader || config.number !== number || this.machine.missing.length > 0) continue;
      await this.rsm.submit({ kind: 'enter', config });
    }
  }

  private settle(): void {
    if (!this.rsm.raft.getState().isLeader) return;
    for (const debt of this.machine.missing) void this.once('fetch', debt, () => this.fetchFrom(debt));
    for (const debt of this.machine.debts) void this.once('thank', debt, () => this.thank(debt));
  }

  private async once(what: string, { number, from }: Debt, work: () => Promise<void>): Promise<void> {
    const name = `${what} ${number} ${from}`;
    if (this.busy.has(name)) return;
    this.busy.add(name);
    await work();
    this.busy.delete(name);
  }

  private async fetchFrom({ number, from, names }: Debt): Promise<void> {
    const parcel = await askAll<OtherGroupRpc, ReturnType<OtherGroupRpc['fetch']>, OtherParcel>(
      names.map(this.connect),
      (peer) => peer.call('fetch', { number, to: this.gid }),
      (reply) => (reply.kind === 'parcel' ? reply.parcel : undefined),
    );
    if (parcel) await this.rsm.submit({ kind: 'take', from, parcel });
  }

  private async thank({ number, from, names }: Debt): Promise<void> {
    const isDropped = await askAll(
      names.map(this.connect),
      (peer) => peer.call('received', { number, to: this.gid }),
      (reply) => reply.isDropped || undefined,
    );
    if (isDropped) await this.rsm.submit({ kind: 'dropped', number, from });
  }
}
