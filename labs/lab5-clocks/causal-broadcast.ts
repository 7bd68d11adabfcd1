import type {
  CausalBroadcastConfig,
  CausalBroadcastContract,
} from '../../harness/scenarios/lab5-clocks/contract.ts';
import type { Links } from '../../labrpc/index.ts';
import { NotImplemented } from '../../labrpc/index.ts';

/** What processes send to each other. Yours to change. */
export interface BroadcastMessage {
  readonly payload: unknown;
  // 5b: how does a receiver know whether something is missing that precedes it?
}

/**
 * Causal broadcast (Birman, Schiper and Stephenson 1991, §5.1) over links that reorder and double, but lose
 * nothing.
 */
export class CausalBroadcast implements CausalBroadcastContract<BroadcastMessage> {
  private readonly links: Links<BroadcastMessage>;
  private readonly deliver: (from: number, payload: unknown) => void;

  // 5b: what has been delivered, and what has to wait?

  constructor(config: CausalBroadcastConfig<BroadcastMessage>) {
    this.links = config.links;
    this.deliver = config.deliver;
  }

  /** To all; this process delivers it before the call returns. May be called from inside `deliver`. */
  broadcast(_payload: unknown): void {
    throw new NotImplemented(
      'lab5b',
      'CausalBroadcast.broadcast in causal-broadcast.ts',
      'labs/lab5-clocks/README.md#5b',
    );
  }

  /** A message of `from` has come, or a copy of one. */
  receive(_from: number, _message: BroadcastMessage): void {
    throw new NotImplemented(
      'lab5b',
      'CausalBroadcast.receive in causal-broadcast.ts',
      'labs/lab5-clocks/README.md#5b',
    );
  }
}
