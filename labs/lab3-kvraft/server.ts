import type {
  KvServerContract,
  ReplicaConfig,
  StateMachine,
} from '../../harness/scenarios/lab3-kvraft/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';
import type { RaftRpc } from '../lab2-raft/raft.ts';
import { Rsm } from './rsm.ts';

/**
 * What clerks call. Yours to change: any methods with one argument object and one reply object. They may return
 * promises: the reply goes out when they resolve.
 */
export interface KvRpc {
  execute(args: KvArgs): Promise<KvReply>;
}

/** What a clerk sends, and what stands in the log. It is copied on the way: data, no functions. */
export interface KvArgs {
  readonly kind: 'get' | 'put' | 'append';
  readonly key: string;
  // The value; and what tells a request that was sent twice from two requests?
}

export type KvReply =
  /** `value`: of a get. */
  { readonly kind: 'done'; readonly value: string } | { readonly kind: 'not-leader' };

/** The keys and values, the same on all servers: no clock, no chance, no waiting in here. */
export class KvMachine implements StateMachine<KvArgs, string> {
  /** 3a. What the command gives. A command that stands in the log twice must take effect once (§8). */
  apply(_command: KvArgs): string {
    throw new NotImplemented('lab3a', 'KvMachine.apply in server.ts', 'labs/lab3-kvraft/README.md#3a');
  }

  /** 3b. All that `apply` knows, as bytes: see `encode`. */
  snapshot(): Uint8Array {
    throw new NotImplemented('lab3b', 'KvMachine.snapshot in server.ts', 'labs/lab3-kvraft/README.md#3b');
  }

  /** 3b. Forgets all, and knows what that machine knew. */
  restore(_snapshot: Uint8Array): void {
    throw new NotImplemented('lab3b', 'KvMachine.restore in server.ts', 'labs/lab3-kvraft/README.md#3b');
  }
}

/** One server of the service. */
export class KvServer implements KvServerContract, KvRpc {
  /** The harness looks for your Raft in `rsm.raft`. */
  readonly rsm: Rsm<KvArgs, string>;

  constructor(config: ReplicaConfig<RaftRpc>) {
    this.rsm = new Rsm({ ...config, machine: new KvMachine() });
  }

  /** 3a. Answers when the command is applied, or cannot be applied by this server. */
  execute(_args: KvArgs): Promise<KvReply> {
    throw new NotImplemented('lab3a', 'KvServer.execute in server.ts', 'labs/lab3-kvraft/README.md#3a');
  }
}
