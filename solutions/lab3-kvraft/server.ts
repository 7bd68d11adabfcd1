import type { KvServerContract, ReplicaConfig } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import type { RaftRpc } from '../lab2-raft/raft.ts';
import { KvMachine } from './kv-machine.ts';
import type { KvReply, KvRequest, KvRpc } from './messages.ts';
import { Rsm } from './rsm.ts';

/** One replica of the service. Reads go through the log as well: a leader may be deposed already (§8). */
export class KvServer implements KvServerContract, KvRpc {
  readonly rsm: Rsm<KvRequest, string>;

  constructor(config: ReplicaConfig<RaftRpc>) {
    this.rsm = new Rsm({ ...config, machine: new KvMachine() });
  }

  async execute(request: KvRequest): Promise<KvReply> {
    const outcome = await this.rsm.submit(request);
    return outcome.kind === 'applied' ? { kind: 'done', value: outcome.result } : outcome;
  }
}
