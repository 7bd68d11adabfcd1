import type { Random } from '../../../../labrpc/sim/random.ts';
import type { History, Operation } from '../history.ts';
import type { Workload } from './workloads.ts';

export interface Load {
  readonly operations: number;
  /** Most of them have a call open at any time. */
  readonly clients: number;
  /**
   * Share of the calls that never return, in 0 … 1. They take effect late or never, and a new client takes
   * over.
   */
  readonly lost: number;
}

/**
 * A history that is linearizable because it is made that way: clients call, calls take effect one at a time
 * between call and return, and give what the object gives at that moment.
 */
export function generateHistory<Input, Output, State>(
  workload: Workload<Input, Output, State>,
  load: Load,
  random: Random,
): History<Input, Output> {
  return new Generator(workload, load, random).run();
}

/** One in so many calls stays open for about ten times as long as others. */
const SLOW = 0.1;
/** What is still waiting after so many turns a client waits for ever: for a mutex that nobody releases. */
const LAST_TURNS = 200;

type Writable<Type> = { -readonly [Field in keyof Type]: Type[Field] };

interface Call<Input, Output> {
  readonly operation: Writable<Operation<Input, Output>>;
  readonly isSlow: boolean;
  hasEffect: boolean;
}

interface Client<Input, Output> {
  id: number;
  calls: number;
  open: Call<Input, Output> | undefined;
}

class Generator<Input, Output, State> {
  private readonly workload: Workload<Input, Output, State>;
  private readonly load: Load;
  private readonly random: Random;
  private readonly history: Operation<Input, Output>[] = [];
  private readonly clients: readonly Client<Input, Output>[];
  /** Their clients gave up, and they have no effect yet. */
  private readonly lost: Call<Input, Output>[] = [];
  private state: State;
  private moment = 0;
  private nextClient: number;

  constructor(workload: Workload<Input, Output, State>, load: Load, random: Random) {
    this.workload = workload;
    this.load = load;
    this.random = random;
    this.state = workload.object.initial;
    this.clients = Array.from({ length: load.clients }, (_, id) => ({ id, calls: 0, open: undefined }));
    this.nextClient = load.clients;
  }

  run(): History<Input, Output> {
    while (this.history.length < this.load.operations) this.turn();
    for (let turn = 0; turn < LAST_TURNS * this.clients.length; turn++) {
      const client = this.random.pick(this.clients);
      if (client.open) this.goOn(client, client.open);
    }
    return this.history;
  }

  private turn(): void {
    const { random, lost } = this;
    if (lost.length > 0 && random.chance(0.5 / this.clients.length)) {
      const call = random.pick(lost);
      this.takeEffect(call);
      if (call.hasEffect) lost.splice(lost.indexOf(call), 1);
    }
    const client = random.pick(this.clients);
    if (client.open) this.goOn(client, client.open);
    else this.call(client);
  }

  private call(client: Client<Input, Output>): void {
    const caller = { client: client.id, callsOfClient: client.calls++, callsOfAll: this.history.length };
    const input = this.workload.input(this.random, caller, this.state);
    const calledAt = ++this.moment;
    const operation = { client: client.id, input, output: undefined, calledAt, returnedAt: undefined };
    client.open = { operation, isSlow: this.random.chance(SLOW), hasEffect: false };
    this.history.push(operation);
  }

  private goOn(client: Client<Input, Output>, call: Call<Input, Output>): void {
    if (call.isSlow && this.random.chance(0.9)) return;
    if (this.random.chance(this.load.lost)) {
      call.operation.output = undefined;
      if (!call.hasEffect) this.lost.push(call);
      Object.assign(client, { id: this.nextClient++, calls: 0, open: undefined });
    } else if (!call.hasEffect) this.takeEffect(call);
    else {
      call.operation.returnedAt = ++this.moment;
      client.open = undefined;
    }
  }

  private takeEffect(call: Call<Input, Output>): void {
    const next = this.workload.object.apply(this.state, call.operation.input);
    if (!next) return;
    this.state = next.state;
    call.hasEffect = true;
    if (!this.lost.includes(call)) call.operation.output = next.output;
  }
}
