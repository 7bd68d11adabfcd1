import { RELIABLE } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { Cluster } from '../../cluster/cluster.ts';
import type { Stamped } from './last-write-wins.ts';
import type { Did, ReplicaState } from './replica-service.ts';
import { SiblingClient } from './sibling-client.ts';
import { SiblingJudge } from './sibling-judge.ts';

/** The handout: a sync between replicas that reach each other on a calm network. */
const CALM_SYNC_LIMIT_MS = 1000;
/** The handout: any other sync. */
const SYNC_LIMIT_MS = 20_000;
/** Whatever a sync leaves on its way has arrived after so long on a calm network. */
const LAST_MESSAGES_MS = 30;
/** The same where messages are held back or callers wait for bad news. */
const LATE_MESSAGES_MS = 10_000;
/** What a plan leaves out takes a moment all the same. */
const LEFT_OUT_MS = 1;

export interface StoreOptions {
  readonly replicas: number;
  /** Those that clients use. */
  readonly keys: readonly string[];
  /** Other than the student's, in a staged failure. */
  readonly program?: string;
}

/**
 * Replicas of a store and their clients, with the verbs of lab 5c. What replicas give is judged after each
 * turn.
 */
export class ReplicatedStore extends Cluster implements Judge {
  readonly truth: SiblingJudge;
  /** Attempts to sync that may still have messages on their way. */
  private readonly attempts: Promise<void>[] = [];

  /** All replicas are up. */
  constructor(simulation: Simulation, { replicas, keys, program = 'replica' }: StoreOptions) {
    super(simulation, {
      size: replicas,
      program,
      setup: { keys },
      serverName: (index) => `replica ${index}`,
    });
    this.truth = new SiblingJudge(
      simulation,
      this.all.map((index) => this.server(index)),
      keys,
    );
    simulation.judge = this;
    this.startAll();
  }

  /** A client that reaches all replicas over links that lose nothing. */
  client(name: string): SiblingClient {
    const actor = this.simulation.addServer(name, 'client');
    this.simulation.network.faults.setServer(actor.address, RELIABLE);
    return new SiblingClient(this, actor);
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  emitted(server: SimServer, name: string, value: unknown): void {
    if (name === 'discards') {
      const { lost, kept } = value as { readonly lost: Stamped; readonly kept: Stamped };
      this.simulation.mark(() => ({ kind: 'discarded', server, text: `discards '${lost.value}'` }));
      this.truth.discards(lost, kept);
    }
    if (name === 'getsDiffer') {
      this.truth.getsDiffer(this.indexOf(server), (value as { readonly key: string }).key);
    }
    if (name !== 'did') return;
    const { operation, values } = value as Did;
    this.truth.did(this.indexOf(server), operation, values);
  }

  stateChanged(server: SimServer, state: unknown): void {
    this.truth.gives(this.indexOf(server), (state as ReplicaState).values);
  }

  // Syncing
  // ----------------------------------------------------------------------------------------------------

  /**
   * One replica syncs with another while the network is calm and nobody writes: resolves when each gives what
   * follows of what both knew.
   */
  async sync(index: number, peer: number): Promise<void> {
    const [from, to] = [this.indexOf(this.server(index)), this.indexOf(this.server(peer))];
    if (this.leavesOut(from, to)) return this.simulation.sleep(LEFT_OUT_MS);
    const link = this.truth.opens(from, to);
    await this.callSync(from, to, CALM_SYNC_LIMIT_MS);
    this.truth.exchanged(from, to);
    this.simulation.count('syncs');
    await this.simulation.sleep(LAST_MESSAGES_MS);
    this.truth.closes(link);
  }

  /**
   * One replica tries to sync with another. What is exchanged by it, and when, is open until `calm`. Resolves
   * when the replica is done with it.
   */
  trySync(index: number, peer: number): Promise<void> {
    const [from, to] = [this.indexOf(this.server(index)), this.indexOf(this.server(peer))];
    if (this.leavesOut(from, to)) return this.simulation.sleep(LEFT_OUT_MS);
    this.truth.opens(from, to);
    this.simulation.count('triedSyncs');
    const attempt = this.callSync(from, to, SYNC_LIMIT_MS);
    this.attempts.push(attempt);
    return attempt;
  }

  /**
   * Ends partitions, faults and pauses, waits for all attempts to sync, and until nothing is on its way any
   * more. Links that are held have been released before.
   */
  async calm(): Promise<void> {
    this.heal();
    this.setFaults(RELIABLE);
    for (const index of this.all) this.resume(index);
    await Promise.all(this.attempts.splice(0));
    await this.simulation.sleep(LATE_MESSAGES_MS);
    this.truth.closesAll();
  }

  /** Syncs along all replicas and back, so that each knows of every write. Then all must give the same. */
  async settle(): Promise<void> {
    const last = this.size - 1;
    for (let index = 0; index < last; index++) await this.sync(index, index + 1);
    for (let index = last - 1; index > 0; index--) await this.sync(index, index - 1);
    this.truth.agree();
  }

  /** Reads keys that nobody ever writes. */
  async lookUp(index: number, keys: readonly string[]): Promise<void> {
    await this.simulation.call(this.server(index), 'lookUp', { keys });
  }

  /** Bytes that go both ways in a sync of these two. */
  async bytesOfSync(index: number, peer: number): Promise<number> {
    const [from, to] = [this.server(index).address, this.server(peer).address];
    const { traffic } = this.simulation.network;
    const bytes = (): number => traffic.onLink(from, to).bytes + traffic.onLink(to, from).bytes;
    const before = bytes();
    await this.sync(index, peer);
    return bytes() - before;
  }

  /** Fails the run if `answer` takes longer than the handout allows. */
  async within<Value>(
    answer: Promise<Value>,
    limitMs: number,
    what: string,
    actor: SimServer,
  ): Promise<Value> {
    const late = Symbol();
    const limit = this.simulation.sleep(this.patienceMs(limitMs)).then(() => late);
    const first = await Promise.race([answer, limit]);
    if (first !== late) return first as Value;
    const message = `${what} after ${limitMs} ms`;
    throw new Violation('replica/answers', message, { actor: actor.name, kind: 'limit' });
  }

  private async callSync(from: number, to: number, limitMs: number): Promise<void> {
    const server = this.server(from);
    const answer = this.simulation.call(server, 'syncWith', { peer: to });
    const what = `syncWith(${to}) of ${server.name} has not resolved`;
    await this.within(answer, limitMs, what, server);
  }

  private leavesOut(from: number, to: number): boolean {
    if (from === to || !this.isUp(from) || !this.isUp(to)) return true;
    return this.simulation.planned?.operation(`sync replica ${from} replica ${to}`) === false;
  }
}
