import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Simulation } from '../../../labrpc/sim/simulation.ts';
import { Cluster } from '../../cluster/cluster.ts';
import { Calm } from './coordination-calm.ts';
import { HERD_SHOWN_MS, LockJudge } from './coordination-judge.ts';
import type { OperationKind } from './coordination-rpc.ts';
import type { AcquireResult, LockKind, LockUse, SessionSetup } from './session-program.ts';

/** The only server. */
const SERVICE = 0;
/** How long a session lives without a word, unless the scenario says otherwise. */
export const SESSION_MS = 2000;
/** What a plan leaves out takes a moment all the same. */
const LEFT_OUT_MS = 1;
const LETTERS = 'bcdfghjklmnpqrstvwxz';
const SESSION_LETTERS = 5;

export interface CoordinationOptions {
  readonly clients: number;
  readonly sessionMs?: number;
  /** The program of a client: the student's locks, unless it is another. */
  readonly program?: string;
}

/** What became of an acquire: `gone` if its client crashed, or never asked. */
export type Acquired = AcquireResult['kind'] | 'gone';

/** A coordination service, its clients, and the verbs for what can befall them. All are up at once. */
export class CoordinationService extends Cluster {
  readonly judge: LockJudge;
  /** The clients' numbers, from 0. */
  readonly clients: readonly number[];
  private readonly calm: Calm;
  private readonly actors: readonly SimServer[];
  private readonly sessionMs: number;
  private readonly clientProgram: string;
  private readonly usedIds = new Set<string>();
  /** By life of a client, kind and lock: what it was granted and has not released. */
  private readonly granted = new Set<string>();

  constructor(simulation: Simulation, options: CoordinationOptions) {
    const { clients, sessionMs = SESSION_MS, program = 'lockSession' } = options;
    const serverName = () => 'coordination';
    super(simulation, { size: 1, program: 'coordination', setup: { sessionMs }, serverName });
    this.sessionMs = sessionMs;
    this.clientProgram = program;
    this.calm = new Calm(simulation);
    this.judge = new LockJudge(simulation, this.calm);
    simulation.judge = this.judge;
    this.actors = Array.from({ length: clients }, (_, index) =>
      simulation.addServer(`client ${index}`, 'client'),
    );
    this.clients = this.actors.map((_, index) => index);
    this.start(SERVICE);
    for (const client of this.clients) this.startClient(client);
  }

  client(index: number): SimServer {
    const client = this.actors[index];
    if (!client) throw new RangeError(`there is no client ${index}, only 0 to ${this.actors.length - 1}`);
    return client;
  }

  // Locks
  // -----------------------------------------------------------------------------------------------------

  /** Resolves when the acquire has: the judge sees to it that this happens in time. */
  async acquire(client: number, lock: string = 'a', kind: LockKind = 'queue'): Promise<Acquired> {
    const actor = this.client(client);
    if (this.simulation.planned?.operationOf(actor, 'acquire') === false) {
      await this.sleep(LEFT_OUT_MS);
      return 'gone';
    }
    const life = this.lifeOf(client);
    const result = await this.simulation.call(actor, 'acquire', useOf(lock, kind), `lock ${lock}`);
    if (result.kind !== 'returned') return 'gone';
    const { kind: acquired } = result.value as AcquireResult;
    if (acquired === 'granted') this.granted.add(`${life} ${kind} ${lock}`);
    return acquired;
  }

  /** Resolves when the release has, or at once if the client was never granted the lock. */
  async releaseLock(client: number, lock: string = 'a', kind: LockKind = 'queue'): Promise<void> {
    if (!this.granted.delete(`${this.lifeOf(client)} ${kind} ${lock}`)) return;
    await this.simulation.call(this.client(client), 'release', useOf(lock, kind), `lock ${lock}`);
  }

  /** Acquires, holds for so long, releases. */
  async use(client: number, holdMs: number, lock: string = 'a', kind: LockKind = 'queue'): Promise<Acquired> {
    const acquired = await this.acquire(client, lock, kind);
    if (acquired !== 'granted') return acquired;
    await this.sleep(holdMs);
    await this.releaseLock(client, lock, kind);
    return acquired;
  }

  /** Whether the client has the lock, as far as anybody can rely on that. */
  holds(client: number, lock: string = 'a'): boolean {
    return this.judge.holders.isHeldBy(this.client(client), `lock ${lock}`);
  }

  /** A client that is up and has the lock. */
  holderOf(lock: string): number | undefined {
    return this.clients.find((client) => this.client(client).isUp && this.holds(client, lock));
  }

  /** Whether the service has ended the client's session. */
  hasExpired(client: number): boolean {
    return this.judge.hasExpired(this.client(client));
  }

  /** Resolves when the client has a node of its own in the lock's queue, within a while. */
  async isQueued(client: number, lock: string = 'a'): Promise<void> {
    const { queue } = this.judge.lock(pathOf(lock));
    const session = this.judge.sessionOf(this.client(client));
    await this.until(() => queue.hasNodeOf(session), 1000, 2);
    // It still has to find out whom to wait for.
    await this.simulation.sleep(50);
  }

  /** Resolves when the service has ended the client's session, which was cut off. */
  async sessionExpires(client: number): Promise<void> {
    await this.until(() => this.hasExpired(client), 2 * this.sessionMs, 10);
  }

  /** Nobody asks for anything any more: what is wrong by now may still come out. */
  async settle(): Promise<void> {
    await this.simulation.sleep(2 * HERD_SHOWN_MS);
  }

  // Trouble
  // ---------------------------------------------------------------------------------------------------

  startClient(client: number): void {
    const actor = this.client(client);
    const { address, name } = this.server(SERVICE);
    const setup: SessionSetup = {
      session: this.newSessionId(),
      sessionMs: this.sessionMs,
      service: { address, name },
    };
    if (actor.isUp) return;
    this.judge.sessionBegins(setup.session, actor);
    this.calm.recovers(actor);
    this.simulation.boot(actor, this.clientProgram, setup);
  }

  /** A new client, with a new session, in the place of one that may be up. */
  startAnew(client: number): void {
    if (this.client(client).isUp) this.crashClient(client);
    this.startClient(client);
  }

  crashClient(client: number): void {
    this.inflict(client, 'crash');
  }

  pauseClient(client: number): void {
    this.inflict(client, 'pause');
  }

  resumeClient(client: number): void {
    this.cure(client, 'resume');
  }

  /** Takes a client off the network. */
  cutOff(client: number): void {
    this.inflict(client, 'disconnect');
  }

  reconnect(client: number): void {
    this.cure(client, 'connect');
  }

  /** The service is paused; nobody's time begins before it goes on. */
  async serviceStandsStill(forMs: number): Promise<void> {
    this.pause(SERVICE);
    await this.sleep(forMs);
    this.resume(SERVICE);
    this.calm.beginsAnew();
  }

  /** What the client sends waits from now on. */
  holdRequests(client: number): void {
    const from = this.client(client);
    this.calm.ails(from);
    this.simulation.inflict({ what: 'hold', from, to: this.server(SERVICE) });
  }

  releaseRequests(client: number): void {
    const from = this.client(client);
    this.calm.recovers(from);
    this.simulation.inflict({ what: 'release', from, to: this.server(SERVICE) });
  }

  /** Faults of the network, from now on. `lossy`: the handout's longer limits hold. */
  setNetwork(network: 'calm' | 'lossy', faults: Partial<LinkFaults>): void {
    this.calm.networkIs(network);
    this.setFaults(faults);
  }

  /** The answers to this client's next operations of this kind get lost, so many times: they are executed. */
  loseAnswers(client: number, kind: OperationKind, times: number): void {
    const actor = this.client(client);
    const link = [this.server(SERVICE), actor];
    let left = times;
    this.judge.onOperation = (from, operation) => {
      if (from !== actor || operation !== kind || left === 0) return;
      left--;
      this.simulation.count('lostAnswers');
      this.simulation.inflict({ what: 'faults', of: link, faults: { dropReplyRatio: 1 } });
      // What is answered in this very turn is lost, and nothing else.
      void this.simulation.sleep(0).then(() => {
        this.calm.beginsAnew();
        this.simulation.inflict({ what: 'faults', of: link, faults: undefined });
      });
    };
  }

  /** All that this client sends gets lost, for so long. */
  async loseRequests(client: number, forMs: number): Promise<void> {
    const actor = this.client(client);
    const link = [actor, this.server(SERVICE)];
    const sent = () => this.simulation.network.traffic.sentBy(actor.address).rpcs;
    const sentBefore = sent();
    this.calm.ails(actor);
    this.simulation.inflict({ what: 'faults', of: link, faults: { dropRequestRatio: 1 } });
    await this.sleep(forMs);
    this.simulation.inflict({ what: 'faults', of: link, faults: undefined });
    this.calm.recovers(actor);
    this.calm.beginsAnew();
    this.simulation.count('lostRequests', sent() - sentBefore);
  }

  /** Another after each start: who starts anew has nothing. */
  private lifeOf(client: number): string {
    return `${client} ${this.client(client).incarnation}`;
  }

  private inflict(client: number, what: 'crash' | 'pause' | 'disconnect'): void {
    const server = this.client(client);
    this.calm.ails(server);
    this.simulation.inflict({ what, server });
    this.simulation.count(what === 'crash' ? 'crashes' : what === 'pause' ? 'pauses' : 'cuts');
  }

  private cure(client: number, what: 'resume' | 'connect'): void {
    const server = this.client(client);
    this.simulation.inflict({ what, server });
    this.calm.recovers(server);
  }

  /** Letters in no order, so that the names of sessions say nothing about who came first. */
  private newSessionId(): string {
    const random = this.simulation.random(`session ${this.usedIds.size}`);
    for (;;) {
      const id = Array.from({ length: SESSION_LETTERS }, () => random.pick([...LETTERS])).join('');
      if (this.usedIds.has(id)) continue;
      this.usedIds.add(id);
      return id;
    }
  }
}

function useOf(lock: string, kind: LockKind): LockUse {
  return { path: pathOf(lock), kind };
}

function pathOf(lock: string): string {
  return `/locks/${lock}`;
}
