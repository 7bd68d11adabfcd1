import type { PeerAddress } from '../../../labrpc/host/program.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import { keyText } from '../../check/sibling-oracle.ts';
import type { Cart } from './contract.ts';
import type { ReplicatedStore } from './replica-driver.ts';
import type { Answered, AskedPut, AskedRead, AskedWrite, Merged } from './sibling-client-program.ts';

/** The handout: a replica answers a client within this time, whomever else it can reach. */
const ANSWER_LIMIT_MS = 100;
const LEFT_OUT_MS = 1;

/** A context that a client holds: by the operation whose answer brought it. Undefined: none. */
export type HeldContext = { readonly operation: number; readonly bytes: number } | undefined;

/** What a get gave. */
export interface Reading {
  readonly values: readonly string[];
  readonly context: HeldContext;
}

/** A client, with the verbs of the store. One thing at a time. */
export class SiblingClient {
  readonly name: string;
  private readonly store: ReplicatedStore;
  private readonly actor: SimServer;

  constructor(store: ReplicatedStore, actor: SimServer) {
    this.store = store;
    this.actor = actor;
    this.name = actor.name;
    const replicas: PeerAddress[] = store.all.map((index) => {
      const { address, name } = store.server(index);
      return { address, name };
    });
    store.simulation.boot(actor, 'siblingClient', { replicas });
  }

  /** All siblings there are at that replica, and their context. */
  async get(replica: number, key: string): Promise<Reading> {
    const at = this.place(replica);
    if (at === undefined) return { values: [], context: undefined };
    const operation = this.store.truth.asks({ client: this.name, key, kind: 'get' });
    const asked: AskedRead = { operation, replica: at, key };
    const { values = [], contextBytes } = (await this.ask('get', asked, at)) as Answered;
    this.store.simulation.count('gets');
    return { values, context: { operation, bytes: contextBytes } };
  }

  /** Gives the context that the replica gave, or `context` if a plan leaves this out. */
  async put(replica: number, key: string, value: string, context?: HeldContext): Promise<HeldContext> {
    const at = this.place(replica);
    if (at === undefined || this.leavesOut('put')) return this.skip(context);
    const contextOf = context?.operation;
    const operation = this.store.truth.asks({ client: this.name, key, kind: 'put', value, contextOf });
    const asked: AskedPut = { operation, replica: at, key, value, contextOf };
    return this.write('put', asked);
  }

  async remove(replica: number, key: string, context?: HeldContext): Promise<HeldContext> {
    const at = this.place(replica);
    if (at === undefined || this.leavesOut('remove')) return this.skip(context);
    const contextOf = context?.operation;
    const operation = this.store.truth.asks({ client: this.name, key, kind: 'remove', contextOf });
    this.store.simulation.count('removals');
    return this.write('remove', { operation, replica: at, key, contextOf });
  }

  /** What the student's `mergeCarts` makes of these. */
  async merge(siblings: readonly Cart[]): Promise<Merged> {
    const result = await this.store.simulation.call(this.actor, 'merge', { siblings });
    this.store.simulation.count('merges');
    if (result.kind === 'returned') return result.value as Merged;
    throw new Error(`${this.name} is down`);
  }

  private async write(method: 'put' | 'remove', asked: AskedWrite): Promise<HeldContext> {
    const { contextBytes } = (await this.ask(method, asked, asked.replica)) as Answered;
    this.store.simulation.count('writes');
    return { operation: asked.operation, bytes: contextBytes };
  }

  private async ask(method: string, asked: AskedRead, replica: number): Promise<unknown> {
    const what = `${this.name} has no answer of replica ${replica} to its ${method} of ${keyText(asked.key)}`;
    const answer = this.store.simulation.call(this.actor, method, asked);
    const result = await this.store.within(answer, ANSWER_LIMIT_MS, what, this.store.server(replica));
    if (result.kind === 'returned') return result.value;
    throw new Error(`${this.name} is down`);
  }

  /** The number of the replica that plays this part; undefined if it or the client is not there. */
  private place(replica: number): number | undefined {
    const at = this.store.indexOf(this.store.server(replica));
    return this.actor.isUp && this.store.isUp(at) ? at : undefined;
  }

  private leavesOut(method: string): boolean {
    return this.store.simulation.planned?.operation(`${method} ${this.name}`) === false;
  }

  private async skip(context: HeldContext): Promise<HeldContext> {
    await this.store.simulation.sleep(LEFT_OUT_MS);
    return context;
  }
}
