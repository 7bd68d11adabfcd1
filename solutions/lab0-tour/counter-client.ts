import type {
  CounterClientConfig,
  CounterClientContract,
} from '../../harness/scenarios/lab0-tour/contract.ts';
import type { Peer } from '../../labrpc/index.ts';
import { sleep } from '../../labrpc/index.ts';
import type { CounterReply, CounterRpc } from './counter-server.ts';

const RETRY_AFTER_MS = 100;

/** Asks the server to count, again and again until it answers. */
export class CounterClient implements CounterClientContract {
  private readonly id: string;
  private readonly server: Peer<CounterRpc>;
  /** Increments asked for until now, each with a number of its own. */
  private increments = 0;

  constructor({ id, server }: CounterClientConfig<CounterRpc>) {
    this.id = id;
    this.server = server;
  }

  increment(): Promise<number> {
    this.increments += 1;
    // Made once: every retry must say the same, or the server would take it for another increment.
    const args = { client: this.id, number: this.increments };
    return this.askUntilAnswered(() => this.server.call('increment', args));
  }

  read(): Promise<number> {
    return this.askUntilAnswered(() => this.server.call('read', {}));
  }

  private async askUntilAnswered(ask: () => Promise<CounterReply | null>): Promise<number> {
    for (;;) {
      const reply = await ask();
      if (reply) return reply.value;
      await sleep(RETRY_AFTER_MS);
    }
  }
}
