/**
 * A property did not hold. Thrown by scenarios and by the judge; ends the run as an `assertion`, `limit`, …
 * of the rule it names.
 */
export class Violation extends Error {
  /** `raft/election-safety`. */
  readonly rule: string;
  /** `Raft §5.2`; undefined where no paper asks for it. */
  readonly paper: string | undefined;
  /** The server or client it is about. */
  readonly actor: string | undefined;
  readonly kind: ViolationKind;

  constructor(rule: string, message: string, more: ViolationDetails = {}) {
    super(message);
    this.name = 'Violation';
    this.rule = rule;
    this.paper = more.paper;
    this.actor = more.actor;
    this.kind = more.kind ?? 'assertion';
  }
}

export interface ViolationDetails {
  readonly paper?: string | undefined;
  readonly actor?: string | undefined;
  readonly kind?: ViolationKind;
}

/** `unknown`: nobody can say whether the property held. It costs no points, and is never a pass of ours. */
export type ViolationKind = 'assertion' | 'limit' | 'hang' | 'unknown';
