import type { KvClerkConfig, KvClerkContract } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import { type Peer, sleep } from '../../labrpc/index.ts';
import type { KvOperation, KvReply, KvRequest, KvRpc } from './messages.ts';

/** How long to wait for one server. A deposed leader may know no better than to keep us waiting. */
const PATIENCE_MS = 500;
/** How long to wait when none of them leads: an election takes a while. */
const ELECTION_PAUSE_MS = 100;

/** A client's access to the service. It asks until it is answered; the servers make that harmless. */
export class KvClerk implements KvClerkContract {
  private readonly servers: readonly Peer<KvRpc>[];
  /** Tells this clerk from all others, ever: one that is made after a crash is another. */
  private readonly clerkId: string = crypto.randomUUID();
  private sequence = 0;
  /** Where the last answer came from. */
  private leader = 0;

  constructor(config: KvClerkConfig<KvRpc>) {
    this.servers = config.servers;
  }

  get(key: string): Promise<string> {
    return this.execute({ kind: 'get', key });
  }

  async put(key: string, value: string): Promise<void> {
    await this.execute({ kind: 'put', key, value });
  }

  async append(key: string, value: string): Promise<void> {
    await this.execute({ kind: 'append', key, value });
  }

  private async execute(operation: KvOperation): Promise<string> {
    this.sequence += 1;
    const request: KvRequest = { clerkId: this.clerkId, sequence: this.sequence, operation };
    for (let asked = 1; ; asked++) {
      const reply = await this.ask(this.leader, request);
      if (reply?.kind === 'done') return reply.value;
      this.leader = (this.leader + 1) % this.servers.length;
      if (asked % this.servers.length === 0) await sleep(ELECTION_PAUSE_MS);
    }
  }

  private ask(server: number, request: KvRequest): Promise<KvReply | null> {
    const timeout = sleep(PATIENCE_MS).then(() => null);
    const reply = this.servers[server]?.call('execute', request) ?? null;
    return Promise.race([reply, timeout]);
  }
}
