import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import type { VersionedKvInput, VersionedValue } from '../../check/linearizability/models/versioned-kv.ts';
import type { StoreAnswer } from '../../check/store-answers.ts';
import { Clerks, type OpenOperation } from '../lab3-kvraft/clerks.ts';
import type { StoreClientSetup } from './store-clerk-program.ts';
import { StoreCluster } from './store-cluster.ts';
import { StoreRecord } from './store-record.ts';

export type OpenStoreOperation = OpenOperation<VersionedKvInput, StoreAnswer>;

/** The store and clients that get and put, each by a clerk of the student's. */
export class StoreService extends StoreCluster {
  readonly clients: Clerks<VersionedKvInput, StoreAnswer>;
  private readonly record: StoreRecord;

  /** Everybody is up. */
  constructor(simulation: Simulation, clients: number) {
    super(simulation);
    this.record = new StoreRecord(simulation);
    this.clients = new Clerks(simulation, {
      count: clients,
      namePrefix: 'client',
      program: 'storeClerk',
      setup: (): StoreClientSetup => ({ store: this.storeAddress }),
      record: this.record,
      answerRule: 'store/answered',
      describeServers: () => 'the store is up',
    });
    this.clients.startAll();
  }

  get allClients(): readonly number[] {
    return this.clients.all;
  }

  /** What is there, or undefined if there is nothing. */
  async get(client: number, key: string, limitMs?: number): Promise<VersionedValue | undefined> {
    const answer = await this.clients.ask(client, { kind: 'get', key }, limitMs);
    return typeof answer === 'object' && answer !== null ? answer : undefined;
  }

  /** Undefined if a plan left it out. */
  put(
    client: number,
    key: string,
    value: string,
    version: number,
    limitMs?: number,
  ): Promise<StoreAnswer | undefined> {
    return this.clients.ask(client, { kind: 'put', key, value, version }, limitMs);
  }

  /** Over a version of a key that is not there, on a calm network. */
  async putNowhere(client: number, key: string, value: string, version: number): Promise<void> {
    const input = { kind: 'put', key, value, version } as const;
    const answer = await this.clients.ask(client, input);
    if (answer !== 'wrong version') return;
    const { name } = this.clients.clerk(client);
    const message = `${name}'s ${this.record.describe(input)} gave version-mismatch, but the key was never written: there is no version to differ from, and the answer is no-key`;
    throw new Violation('store/no-key', message, { paper: 'the contract', actor: name });
  }

  beginPut(client: number, key: string, value: string, version: number): OpenStoreOperation {
    return this.clients.begin(client, { kind: 'put', key, value, version });
  }

  /** Nothing that the store said can have reached this client since it asked: it must not be answered. */
  mustWait({ clerk, input, askedAtMs, isAnswered }: OpenStoreOperation): void {
    if (!isAnswered) return;
    const { name } = this.clients.clerk(clerk);
    const message = `${name}'s ${this.record.describe(input)}, asked at ${askedAtMs.toFixed(1)} ms, was answered though nothing that the store said has reached ${name} since then: its answer is a guess`;
    throw new Violation('store/guess', message, { paper: 'the contract', actor: name });
  }

  /** One request of this put has reached the store, which had to accept it: the answer is certain. */
  mustBeSure({ clerk, input }: OpenStoreOperation, answer: StoreAnswer | undefined): void {
    if (answer !== 'maybe') return;
    const { name } = this.clients.clerk(clerk);
    const message = `${name}'s ${this.record.describe(input)} gave maybe, though one request of it has reached the store, and the store had to accept it, as nobody else has put anything over version ${input.kind === 'put' ? input.version : 0}: only a retry that was refused leaves a doubt`;
    throw new Violation('store/needless-maybe', message, { paper: 'the contract', actor: name });
  }

  requestsOf(client: number): number {
    return this.clients.requestsOf(client);
  }

  /** One order of all operations must explain what clients were told. */
  judge(): void {
    this.record.judge();
  }
}
