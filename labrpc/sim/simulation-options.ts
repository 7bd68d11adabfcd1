import type { DrainKind } from './event-loop.ts';
import type { RunFingerprint } from './fingerprint.ts';
import type { RunLimits } from './limits.ts';
import type { Recorder } from './recorder.ts';
import type { RunPlan } from './run-plan.ts';
import type { SimServer } from './server.ts';

/** What a run is, and what is kept of it. */
export interface SimulationOptions {
  /** 0 … 2^53 - 1. */
  readonly seed: number;
  /** Names the random streams, so that two scenarios with one seed are not alike. */
  readonly scenario: string;
  readonly limits?: Partial<RunLimits>;
  /** Told after each event; for a watchdog in another thread. */
  readonly progress?: ((events: number, atMs: number, actor: SimServer | undefined) => void) | undefined;
  /** `synchronous` by default, where Node offers it. */
  readonly drains?: DrainKind;
  /** Sees all that happens. */
  readonly recorder?: Recorder | undefined;
  /** Leaves out and changes some of what the scenario and the seed make of the run. */
  readonly plan?: RunPlan | undefined;
  /** Keep what happened last, to tell a failure; else the run is faster where nobody will read it. */
  readonly keepsHistory?: boolean | undefined;
  /** Takes in all that crosses ports. One of its own by default. */
  readonly fingerprint?: RunFingerprint | undefined;
  /** The run ends where this event would begin, counted from 1: it is known to have no end. */
  readonly stopBeforeEvent?: number | undefined;
}
