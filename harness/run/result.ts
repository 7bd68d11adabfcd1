import type { RunChoices } from '../../labrpc/sim/planned-run.ts';

/**
 * How a run ended, as plain data: what workers send, the report prints and the JSON holds (DESIGN: result
 * file).
 */

/**
 * What went wrong, as far as a machine can tell the kinds apart. `unknown`: maybe nothing, as a check could
 * not come to a verdict.
 */
export type FailureKind =
  | 'assertion'
  | 'exception'
  | 'exit'
  | 'hang'
  | 'limit'
  | 'nondeterminism'
  | 'not-implemented'
  | 'compile'
  | 'unknown'
  | 'tampering';

export interface Failure {
  readonly kind: FailureKind;
  /** The property that did not hold, for instance `raft/election-safety`. */
  readonly rule: string;
  /** What was seen and what was expected, in a sentence or two. */
  readonly message: string;
  /** Where the property comes from: `Raft §5.2, Figure 3`. */
  readonly paper?: string;
  /** Virtual time of the failure in ms. */
  readonly atMs?: number;
  /** The server or client it is about: `server 2`. */
  readonly actor?: string;
  /** Stack of an exception: frames of lab code only, mapped to TypeScript. */
  readonly stack?: string;
  /** What happened just before, oldest first, one line each, heartbeats folded. */
  readonly before: readonly string[];
  /** How the servers and the network stood then, one line each. Undefined if the run could not tell. */
  readonly situation?: readonly string[];
}

/** One line a lab program wrote with `console`. */
export interface LogLine {
  readonly atMs: number;
  readonly actor: string;
  readonly level: 'log' | 'info' | 'warn' | 'error' | 'debug';
  readonly text: string;
}

/** One scenario with one seed. */
export interface RunResult {
  readonly part: string;
  readonly slug: string;
  readonly seed: number;
  /** Undefined when the run passed. */
  readonly failure: Failure | undefined;
  /** 16 hex digits over everything that crossed a port; empty if the run did not get that far. */
  readonly fingerprint: string;
  readonly events: number;
  readonly rpcs: number;
  readonly bytes: number;
  readonly virtualMs: number;
  readonly cpuMs: number;
  /** Of a run by a plan: what there was to choose. */
  readonly choices?: RunChoices | undefined;
  /** How often the run did what the scenario is about: `leaderChanges`, `entriesCommitted`, … */
  readonly exercised: Readonly<Record<string, number>>;
  /** The last lines that lab code logged, oldest first. */
  readonly logs: readonly LogLine[];
}

/** One scenario over all its seeds. */
export interface ScenarioResult {
  readonly name: string;
  readonly slug: string;
  /** max × passed / runs, to two decimals. */
  readonly points: number;
  readonly max: number;
  readonly runs: number;
  readonly passed: number;
  /** Sums over the runs. */
  readonly events: number;
  readonly rpcs: number;
  readonly bytes: number;
  readonly virtualMs: number;
  readonly cpuMs: number;
  readonly exercised: Readonly<Record<string, number>>;
  /** By seed. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly failures: readonly ScenarioFailure[];
  /** Runs of which nobody can say whether they passed, if there are any: they count as passed. */
  readonly undecided?: readonly ScenarioFailure[];
  /** Of a scenario that passed and was recorded all the same. */
  readonly timeline?: string;
}

export interface ScenarioFailure extends Failure {
  readonly seed: number;
  /** The command that runs this seed again. */
  readonly replay: string;
  /** Path of the page that shows this run, relative to the project; if one was made. */
  readonly timeline?: string;
  readonly logs: readonly LogLine[];
}

export interface PartResult {
  readonly part: string;
  readonly points: number;
  readonly max: number;
  readonly scenarios: readonly ScenarioResult[];
}
