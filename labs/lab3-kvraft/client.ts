import type { KvClerkConfig, KvClerkContract } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import { NotImplemented, type Peer } from '../../labrpc/index.ts';
import type { KvRpc } from './server.ts';

/**
 * A client's access to the service. A method resolves when its operation has taken effect, however often it
 * has to ask for that; one call at a time. `await server.call('execute', args)` asks one of `servers`, and
 * gives its reply, or `null` if none came.
 */
export class KvClerk implements KvClerkContract {
  /** In an order of this clerk's own: `servers[0]` is another server for another clerk. */
  private readonly servers: readonly Peer<KvRpc>[];

  // 3a: what must two clerks not have in common? What is worth remembering from call to call?

  constructor(config: KvClerkConfig<KvRpc>) {
    this.servers = config.servers;
  }

  /** 3a. The value of the key, '' if nobody has written it. */
  async get(_key: string): Promise<string> {
    throw new NotImplemented('lab3a', 'KvClerk.get in client.ts', 'labs/lab3-kvraft/README.md#3a');
  }

  /** 3a. */
  async put(_key: string, _value: string): Promise<void> {
    throw new NotImplemented('lab3a', 'KvClerk.put in client.ts', 'labs/lab3-kvraft/README.md#3a');
  }

  /** 3a. Puts the value behind the one that is there. */
  async append(_key: string, _value: string): Promise<void> {
    throw new NotImplemented('lab3a', 'KvClerk.append in client.ts', 'labs/lab3-kvraft/README.md#3a');
  }
}
