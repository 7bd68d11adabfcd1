import type { SimServer } from '../../../labrpc/sim/server.ts';
import type { Judge, Simulation } from '../../../labrpc/sim/simulation.ts';
import { Violation } from '../../../labrpc/sim/violation.ts';
import { CausalArrivals } from '../../check/causal-arrivals.ts';
import {
  type Broadcast,
  broadcastText,
  CausalDeliveries,
  payloadText,
} from '../../check/causal-deliveries.ts';
import { Cluster } from '../../cluster/cluster.ts';

const PAPER = 'Birman, Schiper and Stephenson 1991, §5.1';
/** The handout: what a message may have on top of its payload, in bytes, and that for each process. */
const EXTRA_BYTES = 200;
const EXTRA_BYTES_A_PROCESS = 50;
/** What a plan leaves out takes a moment all the same. */
const LEFT_OUT_MS = 1;
/** How long a scenario waits for a delivery on a link that is not held. */
const SOON_MS = 300;
/** More than any message needs in these scenarios, and any pause. */
const QUIET_MS = 1000;

/** Processes that tell all others what they have to say, by causal broadcast. Judged at every step. */
export class BroadcastCluster extends Cluster implements Judge {
  private readonly deliveries: CausalDeliveries;
  private readonly arrivals = new CausalArrivals();
  /** By process: its calls of `broadcast` that have not returned, the innermost last. */
  private readonly open: Broadcast[][];
  private readonly seen = new Set<string>();
  private broadcasts = 0;
  private allowedBytes = 0;

  /** All are up. */
  constructor(simulation: Simulation, size: number) {
    super(simulation, { size, program: 'broadcaster', serverName: (index) => `process ${index}` });
    simulation.judge = this;
    this.deliveries = new CausalDeliveries(this.size);
    this.open = this.all.map(() => []);
    this.startAll();
  }

  // Judge
  // ------------------------------------------------------------------------------------------------------

  emitted(server: SimServer, name: string, value: unknown): void {
    const process = this.indexOf(server);
    const { from, payload } = value as { readonly from?: unknown; readonly payload: unknown };
    if (name === 'broadcasts') this.begins(process, payload);
    else if (name === 'broadcasted') this.returns(process);
    else if (name === 'delivers') this.delivers(process, from, payload);
  }

  messageSent(from: SimServer, to: SimServer, message: number): void {
    this.judgeTraffic(from, to);
    const broadcast = this.open[this.indexOf(from)]?.at(-1);
    if (broadcast) this.arrivals.sent(message, broadcast, this.indexOf(to));
  }

  messageArrives(to: SimServer, _from: SimServer, message: number): void {
    const process = this.indexOf(to);
    const broadcast = this.arrivals.arrived(message, process);
    if (broadcast && this.deliveries.missingBefore(broadcast, process)) this.simulation.count('tooEarly');
    const arrival = `${process} ${message}`;
    if (this.seen.has(arrival)) this.simulation.count('copies');
    this.seen.add(arrival);
  }

  /** A message's turn is over: nothing that can be delivered may wait any longer. */
  stateChanged(server: SimServer): void {
    const process = this.indexOf(server);
    for (const broadcast of this.deliveries.nextAt(process)) {
      if (!this.arrivals.hasAll(process, broadcast)) continue;
      if (this.deliveries.missingBefore(broadcast, process)) continue;
      const message = `${server.name} has received ${broadcastText(broadcast)} and delivered all that causally precedes it, but the turn is over and it still holds it back`;
      throw new Violation('broadcast/held', message, { paper: PAPER, actor: server.name });
    }
  }

  private begins(process: number, payload: unknown): void {
    const broadcast = this.deliveries.broadcast(process, payload);
    this.open[process]?.push(broadcast);
    this.broadcasts++;
    const bytes = broadcast.key.length + EXTRA_BYTES + EXTRA_BYTES_A_PROCESS * this.size;
    this.allowedBytes += (this.size - 1) * bytes;
    this.simulation.count('broadcasts');
    const server = this.server(process);
    this.simulation.mark(() => ({ kind: 'broadcast', server, text: payloadText(payload) }));
  }

  private returns(process: number): void {
    const broadcast = this.open[process]?.pop();
    if (broadcast) this.deliveries.returned(broadcast);
  }

  private delivers(process: number, from: unknown, payload: unknown): void {
    const server = this.server(process);
    this.simulation.mark(() => ({ kind: 'deliver', server, text: `${payloadText(payload)} from ${from}` }));
    this.deliveries.delivers(process, from, payload);
    this.simulation.count('deliveries');
  }

  private judgeTraffic(from: SimServer, to: SimServer): void {
    const { rpcs: messages, bytes } = this.simulation.network.traffic.total;
    const times = this.broadcasts === 1 ? '1 broadcast' : `${this.broadcasts} broadcasts`;
    const after = `after ${times} among ${this.size} processes`;
    if (messages > this.broadcasts * (this.size - 1)) {
      const whom = from === to ? ', and this one to itself' : '';
      const message = `${from.name} sends message ${messages} of the run${whom}, ${after}: ${this.size - 1} messages a broadcast are enough`;
      throw new Violation('broadcast/messages', message, { kind: 'limit', actor: from.name });
    }
    if (bytes > this.allowedBytes) {
      const message = `all messages have ${bytes} bytes together, ${after}: ${this.allowedBytes} are allowed. What else than the payload and its timestamp do they carry?`;
      throw new Violation('broadcast/bytes', message, { kind: 'limit', actor: from.name });
    }
  }

  // Broadcasting
  // -----------------------------------------------------------------------------------------------------

  /** A process tells all. */
  async broadcast(process: number, payload: unknown): Promise<void> {
    const server = this.server(process);
    if (this.simulation.planned?.operationOf(server, 'broadcast') === false) return this.sleep(LEFT_OUT_MS);
    await this.simulation.call(server, 'broadcast', { payload });
  }

  /** When this process delivers `payload`, its application broadcasts `answer` before `deliver` returns. */
  async answerTo(process: number, payload: string, answer: string): Promise<void> {
    await this.simulation.call(this.server(process), 'answerTo', { payload, answer });
  }

  /** Waits until these processes have delivered this payload, or the time for that is over. */
  async whenDelivered(payload: unknown, ...processes: readonly number[]): Promise<void> {
    const isDone = (): boolean =>
      processes.every((process) => this.deliveries.hasPayload(this.indexOf(this.server(process)), payload));
    await this.until(isDone, SOON_MS, 2);
  }

  /** Once nothing is under way any more, all have delivered all. */
  async finish(): Promise<void> {
    await this.simulation.sleep(QUIET_MS);
    for (const process of this.all.filter((index) => this.isUp(index))) {
      const missing = this.deliveries
        .nextAt(process)
        .find((broadcast) => !this.deliveries.missingBefore(broadcast, process));
      if (!missing) continue;
      const message = `all messages have arrived long ago, and process ${process} has not delivered ${broadcastText(missing)}`;
      throw new Violation('broadcast/lost', message, { paper: PAPER, actor: `process ${process}` });
    }
  }
}
