import type { Peer, Persister } from '../../../labrpc/index.ts';

export interface CounterServerConfig {
  readonly persister: Persister;
}

/** Plus the RPC handlers that your clients need. */
export interface CounterServerContract {
  /** The counter, 0 at first: a whole number. Tests read it after every turn. */
  readonly value: number;
}

export type CounterServerClass = new (config: CounterServerConfig) => CounterServerContract;

export interface CounterClientConfig<CounterRpc> {
  /** No other client ever has it. */
  readonly id: string;
  readonly server: Peer<CounterRpc>;
}

/** A client does one thing at a time: nothing is called before the last call has resolved. */
export interface CounterClientContract {
  /**
   * Adds one to the counter, exactly once, however often it takes to get an answer. Resolves to what the
   * counter became by it.
   */
  increment(): Promise<number>;
  /** What the counter was at some moment between the call and its answer. */
  read(): Promise<number>;
}

// biome-ignore lint/suspicious/noExplicitAny: the RPCs are the student's
export type CounterClientClass = new (config: CounterClientConfig<any>) => CounterClientContract;
