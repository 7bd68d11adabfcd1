import type {
  CounterClientConfig,
  CounterClientContract,
} from '../../harness/scenarios/lab0-tour/contract.ts';
import type { Peer } from '../../labrpc/index.ts';
import { sleep } from '../../labrpc/index.ts';
import type { CounterRpc } from './counter-server.ts';

const RETRY_AFTER_MS = 100;

/** Asks the server to count, again and again until it answers. */
export class CounterClient implements CounterClientContract {
  private readonly id: string;
  private readonly server: Peer<CounterRpc>;

  constructor({ id, server }: CounterClientConfig<CounterRpc>) {
    this.id = id;
    this.server = server;
  }

  async increment(): Promise<number> {
    for (;;) {
      const reply = await this.server.call('increment', { client: this.id });
      if (reply) return reply.value;
      // No answer: the request was lost, or the answer was, or the server is down. Nobody knows which.
      await sleep(RETRY_AFTER_MS);
    }
  }

  async read(): Promise<number> {
    for (;;) {
      const reply = await this.server.call('read', {});
      if (reply) return reply.value;
      await sleep(RETRY_AFTER_MS);
    }
  }
}
