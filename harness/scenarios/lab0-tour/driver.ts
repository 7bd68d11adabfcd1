import type { LinkFaults } from '../../../labrpc/sim/link-faults.ts';
import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { CounterTally } from '../../check/counter-tally.ts';
import { Cluster } from '../../cluster/cluster.ts';
import type { ClientSetup } from './client-program.ts';

/** The handout: a client has its answer within this time, once the server is up. */
const ANSWER_LIMIT_MS = 60_000;
/** What a plan leaves out takes a moment all the same. */
const LEFT_OUT_MS = 1;
/** The only server. */
export const SERVER = 0;

/** A counter server and its clients, with the verbs of lab 0. The counter is checked after every turn. */
export class CounterCluster extends Cluster implements Judge {
  /** By number, from 0. */
  private readonly clients: readonly SimServer[];
  private readonly tally = new CounterTally();
  /** By client: how many increments it was asked for. */
  private readonly increments = new Map<SimServer, number>();

  /** Everybody is up. */
  constructor(simulation: Simulation, clients: number = 1) {
    super(simulation, { size: 1, program: 'server' });
    simulation.judge = this;
    this.clients = Array.from({ length: clients }, (_, index) =>
      simulation.addServer(`client ${index}`, 'client'),
    );
    this.start(SERVER);
    const { address, name } = this.server(SERVER);
    for (const client of this.clients) {
      const setup: ClientSetup = { id: client.name, server: { address, name } };
      simulation.boot(client, 'client', setup);
    }
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  stateChanged(server: SimServer, state: unknown): void {
    const { value } = state as { readonly value: unknown };
    const of = String(value);
    this.simulation.mark(() => ({ kind: 'count', server, of, span: 'becomes', text: `counts ${of}` }));
    this.tally.counterIs(value);
  }

  crashed(server: SimServer): void {
    if (server === this.server(SERVER)) this.tally.serverCrashed();
    this.simulation.count('crashes');
  }

  // Asking
  // -----------------------------------------------------------------------------------------------------

  /** Resolves when the client has its answer, within `limitMs`, and it is right. */
  async increment(client: number, limitMs: number = ANSWER_LIMIT_MS): Promise<void> {
    const actor = this.client(client);
    if (this.isLeftOut('increment', actor)) return this.sleep(LEFT_OUT_MS);
    const nth = (this.increments.get(actor) ?? 0) + 1;
    this.increments.set(actor, nth);
    const begun = this.tally.askIncrement(actor.name);
    const sentBefore = this.requestsOf(actor);
    const answer = await this.ask(actor, 'increment', { nth }, limitMs);
    this.tally.incremented(begun, answer);
    this.simulation.count('increments');
    this.simulation.count('retries', Math.max(0, this.requestsOf(actor) - sentBefore - 1));
  }

  /** Resolves when the client has read the counter, and what it read is possible. */
  async read(client: number): Promise<void> {
    const actor = this.client(client);
    if (this.isLeftOut('read', actor)) return this.sleep(LEFT_OUT_MS);
    const begun = this.tally.askRead(actor.name);
    this.tally.wasRead(begun, await this.ask(actor, 'read', {}, ANSWER_LIMIT_MS));
    this.simulation.count('reads');
  }

  // Troubling
  // --------------------------------------------------------------------------------------------------

  /** Faults of what clients send to the server; `undefined` ends them. */
  setRequestFaults(faults: Partial<LinkFaults> | undefined): void {
    for (const client of this.clients) this.inflictOnLink(client, this.server(SERVER), faults);
  }

  /** Faults of what the server answers; `undefined` ends them. */
  setAnswerFaults(faults: Partial<LinkFaults> | undefined): void {
    for (const client of this.clients) this.inflictOnLink(this.server(SERVER), client, faults);
  }

  /** From now on the requests of this client wait on their way. */
  holdRequests(client: number): void {
    this.simulation.inflict({ what: 'hold', from: this.client(client), to: this.server(SERVER) });
  }

  /** Lets the request through that was sent last; false if none waits. */
  releaseNewest(client: number): boolean {
    const link = { from: this.client(client), to: this.server(SERVER) };
    return this.simulation.inflict({ what: 'release one', ...link, which: 'newest' }) > 0;
  }

  /** Lets all through, at last. Returns how many requests that were. */
  releaseRequests(client: number): number {
    return this.simulation.inflict({ what: 'release', from: this.client(client), to: this.server(SERVER) });
  }

  private client(index: number): SimServer {
    const client = this.clients[index];
    if (!client) throw new RangeError(`there is no client ${index}`);
    return client;
  }

  private isLeftOut(what: string, client: SimServer): boolean {
    return this.simulation.planned?.operationOf(client, what) === false;
  }

  private requestsOf(client: SimServer): number {
    return this.simulation.network.traffic.sentBy(client.address).rpcs;
  }

  private inflictOnLink(from: SimServer, to: SimServer, faults: Partial<LinkFaults> | undefined): void {
    this.simulation.inflict({ what: 'faults', of: [from, to], faults });
  }

  private async ask(client: SimServer, method: string, args: unknown, limitMs: number): Promise<unknown> {
    const sentBefore = this.requestsOf(client);
    const limit = this.simulation.sleep(this.patienceMs(limitMs));
    const answer = await Promise.race([this.simulation.call(client, method, args), limit]);
    if (answer?.kind === 'returned') return answer.value;
    const sent = this.requestsOf(client) - sentBefore;
    const requests = sent === 1 ? '1 request' : `${sent} requests`;
    const message = `${client.name} had no answer to its ${method} within ${limitMs / 1000} s, and sent ${requests}`;
    throw new Violation('counter/answered', message, { actor: client.name });
  }
}
