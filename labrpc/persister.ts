/**
 * What survives a crash: two byte strings. Saving is atomic and durable when the call returns; nothing else
 * is kept.
 */
export interface Persister {
  /**
   * Replaces the state; replaces the snapshot in the same atomic step if one is given, and leaves it as it is
   * otherwise. Copies its input.
   */
  save(state: Uint8Array, snapshot?: Uint8Array): void;
  /** A copy of the last state saved, or `undefined` if there is none. */
  readState(): Uint8Array | undefined;
  /** A copy of the last snapshot saved, or `undefined` if there is none. */
  readSnapshot(): Uint8Array | undefined;
  /** Size of the state in bytes, 0 if there is none. */
  readonly stateBytes: number;
  /** Size of the snapshot in bytes, 0 if there is none. */
  readonly snapshotBytes: number;
}
