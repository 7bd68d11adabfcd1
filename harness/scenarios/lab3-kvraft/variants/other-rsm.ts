import { Channel, Condition, decode, encode, type Persister } from '../../../../labrpc/index.ts';
import type { ApplyMsg, RaftContract } from '../../lab2-raft/contract.ts';
import type { OtherRaftRpc } from '../../lab2-raft/variants/other-types.ts';
import type { RsmConfig, RsmContract, StateMachine, SubmitResult } from '../contract.ts';
import { Raft } from './raft-below.ts';

const LOOK_EVERY_MS = 50;

/** What has been applied at an index, for those who wait. */
interface Applied<Result> {
  readonly term: number;
  readonly result: Result;
}

/** What goes to Raft: the machine's snapshot is a part of it. */
interface Envelope {
  readonly upTo: number;
  readonly machine: Uint8Array;
}

/** A correct replicated state machine in another style than the solution's: see README.md. */
export class Rsm<Command, Result> implements RsmContract<Command, Result> {
  readonly raft: RaftContract;
  private readonly machine: StateMachine<Command, Result>;
  private readonly persister: Persister;
  private readonly roomBytes: number;
  private readonly progress = new Condition();
  private readonly awaited = new Set<number>();
  private readonly applied = new Map<number, Applied<Result>>();
  private upTo = 0;

  constructor({ machine, peers, me, persister, maxStateBytes }: RsmConfig<OtherRaftRpc, Command, Result>) {
    this.machine = machine;
    this.persister = persister;
    this.roomBytes = maxStateBytes / 2;
    this.load(persister.readSnapshot());
    const applyCh = new Channel<ApplyMsg>();
    this.raft = new Raft({ peers, me, persister, applyCh });
    void this.follow(applyCh);
  }

  async submit(command: Command): Promise<SubmitResult<Result>> {
    const { raft, applied, awaited } = this;
    const place = raft.start(command);
    if (place.kind === 'not-leader') return place;
    const { index, term } = place;
    awaited.add(index);
    const leads = () => raft.getState().isLeader && raft.getState().term === term;
    while (this.upTo < index && leads()) await this.progress.wait(LOOK_EVERY_MS);
    const entry = applied.get(index);
    return entry?.term === term ? { kind: 'applied', result: entry.result } : { kind: 'not-leader' };
  }

  private async follow(applyCh: Channel<ApplyMsg>): Promise<void> {
    for (;;) {
      const message = await applyCh.receive();
      if (!message) return;
      this.take(message);
      this.progress.notifyAll();
    }
  }

  private take(message: ApplyMsg): void {
    if (message.kind === 'snapshot') {
      this.load(message.snapshot);
      return;
    }
    const { index, term } = message;
    if (message.kind === 'command') {
      const result = this.machine.apply(message.command as Command);
      if (this.awaited.has(index)) this.applied.set(index, { term, result });
    }
    this.upTo = index;
    if (this.persister.stateBytes > this.roomBytes) this.save();
  }

  private save(): void {
    const envelope: Envelope = { upTo: this.upTo, machine: this.machine.snapshot() };
    this.raft.snapshot(this.upTo, encode(envelope));
  }

  private load(bytes: Uint8Array | undefined): void {
    if (!bytes || bytes.length === 0) return;
    const { upTo, machine } = decode<Envelope>(bytes);
    this.machine.restore(machine);
    this.upTo = upTo;
  }
}
