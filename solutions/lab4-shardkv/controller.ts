import type {
  ControllerConfig,
  ShardConfig,
  ShardControllerContract,
} from '../../harness/scenarios/lab4-shardkv/contract.ts';
import type { RaftRpc } from '../lab2-raft/raft.ts';
import { Rsm } from '../lab3-kvraft/rsm.ts';
import { ControllerMachine } from './controller-machine.ts';
import type { ControllerReply, ControllerRequest, ControllerRpc } from './messages.ts';

/** One replica of the shard controller, which decides what group has which shard. */
export class ShardController implements ShardControllerContract, ControllerRpc {
  readonly rsm: Rsm<ControllerRequest, ShardConfig>;

  constructor(config: ControllerConfig<RaftRpc>) {
    this.rsm = new Rsm({ ...config, machine: new ControllerMachine(config.shardCount) });
  }

  async execute(request: ControllerRequest): Promise<ControllerReply> {
    const outcome = await this.rsm.submit(request);
    return outcome.kind === 'applied' ? { kind: 'done', config: outcome.result } : outcome;
  }
}
