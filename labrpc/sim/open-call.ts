import type { SimServer } from './server.ts';
import type { CallResult } from './simulation.ts';

/** A call of the scenario into a server's program that has not been answered. */
export interface OpenCall {
  readonly server: SimServer;
  readonly method: string;
  readonly args: unknown;
  /** When it was made. */
  readonly atMs: number;
  readonly resolve: (result: CallResult) => void;
}
