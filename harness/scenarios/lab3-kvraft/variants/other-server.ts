import { decode, encode } from '../../../../labrpc/index.ts';
import type { OtherRaftRpc } from '../../lab2-raft/variants/other-types.ts';
import type { KvServerContract, ReplicaConfig, StateMachine } from '../contract.ts';
import type { OtherCommand, OtherKvRpc, OtherReply, OtherWish } from './other-messages.ts';
import { Rsm } from './other-rsm.ts';

/** Strings by name. Knows nothing of clerks. */
class Store {
  readonly texts: Map<string, string>;

  constructor(texts: Map<string, string> = new Map()) {
    this.texts = texts;
  }

  grant(wish: OtherWish): string {
    const before = this.texts.get(wish.key) ?? '';
    if (wish.what === 'read') return before;
    this.texts.set(wish.key, wish.what === 'add' ? `${before}${wish.text}` : wish.text);
    return '';
  }
}

/** A store behind sessions, whose numbers come out of the log itself. */
class SessionMachine implements StateMachine<OtherCommand, string> {
  private store = new Store();
  /** By session: how many wishes of it were granted. */
  private granted: number[] = [];

  apply(command: OtherCommand): string {
    if (command.kind === 'open') return String(this.granted.push(0) - 1);
    const { session, nth, wish } = command;
    if (wish.what !== 'read' && nth <= (this.granted[session] ?? 0)) return '';
    this.granted[session] = Math.max(nth, this.granted[session] ?? 0);
    return this.store.grant(wish);
  }

  snapshot(): Uint8Array {
    return encode([this.granted, this.store.texts]);
  }

  restore(snapshot: Uint8Array): void {
    const [granted, texts] = decode<[number[], Map<string, string>]>(snapshot);
    this.granted = granted;
    this.store = new Store(texts);
  }
}

/** A correct server in another style than the solution's: see README.md. */
export class KvServer implements KvServerContract, OtherKvRpc {
  readonly rsm: Rsm<OtherCommand, string>;

  constructor(config: ReplicaConfig<OtherRaftRpc>) {
    this.rsm = new Rsm({ ...config, machine: new SessionMachine() });
  }

  tell(command: OtherCommand): Promise<OtherReply> {
    return this.rsm
      .submit(command)
      .then((outcome) => ({ text: outcome.kind === 'applied' ? outcome.result : null }));
  }
}
