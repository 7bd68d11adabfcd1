import type { Boot, PeerAddress } from '../host/program.ts';
import type { SimServer } from '../sim/server.ts';
import type { SimulationOptions } from '../sim/simulation-options.ts';
import { addressOf, labFactory, TestWorld } from './world.ts';

interface Question {
  readonly target: PeerAddress;
  readonly method: string;
  readonly args: object;
}

/** What a call came to, and how long it took in virtual ms. */
export interface Answer {
  readonly reply: unknown;
  readonly afterMs: number;
}

/** Answers calls, keeps what it is told to save, and calls others for the tester. Compiled from its text. */
const echo: Boot = (_lab, environment) => {
  const service = {
    echo: (args: { value: unknown }) => {
      environment.emit('ran', args.value);
      return { value: args.value };
    },
    slow: async ({ ms }: { ms: number }) => {
      environment.emit('ran', ms);
      await new Promise((resolve) => setTimeout(resolve, ms));
      return { ms };
    },
    never: () => new Promise<object>(() => undefined),
    nothing: () => undefined,
  };
  return {
    services: { echo: service },
    receive: (from, message) => environment.emit('message', { from, message }),
    calls: {
      call: async ({ target, method, args }: Question) => {
        const peer = environment.peer<Record<string, (args: object) => object>>(target, 'echo');
        return peer.call(method, args);
      },
      send: ({ to, targets, message }: { to: number; targets: readonly PeerAddress[]; message: unknown }) => {
        environment.links(0, targets).send(to, message);
        return null;
      },
    },
  };
};

/** A world of servers that all run `echo`. */
export class EchoWorld extends TestWorld {
  readonly servers: readonly SimServer[];

  constructor(size: number, options: Partial<SimulationOptions> = {}) {
    super(labFactory({ echo }), options);
    this.servers = Array.from({ length: size }, (_, index) => this.start(`server ${index}`, 'echo'));
  }

  server(index: number): SimServer {
    const server = this.servers[index];
    if (!server) throw new RangeError(`there is no server ${index}`);
    return server;
  }

  restart(index: number): void {
    this.simulation.boot(this.server(index), 'echo', null);
  }

  /** One server calls another. */
  async ask(from: number, to: number, method: string = 'echo', args: object = { value: 1 }): Promise<Answer> {
    const begunMs = this.simulation.nowMs;
    const question: Question = { target: addressOf(this.server(to)), method, args };
    const result = await this.simulation.call(this.server(from), 'call', question);
    const afterMs = this.simulation.nowMs - begunMs;
    return { reply: result.kind === 'returned' ? result.value : 'down', afterMs };
  }

  /** Many calls at once. */
  askMany(count: number, from: number, to: number): Promise<Answer[]> {
    return Promise.all(Array.from({ length: count }, (_, value) => this.ask(from, to, 'echo', { value })));
  }

  /** A one-way message. */
  async send(from: number, to: number, message: unknown): Promise<void> {
    const targets = this.servers.map(addressOf);
    await this.simulation.call(this.server(from), 'send', { to, targets, message });
  }
}
