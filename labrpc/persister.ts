/**
 * What survives a crash: two byte strings, and nothing else. A save is one effect of its turn, done as a
 * whole or not at all, and in order: whatever your code does after it (an answer, a call) takes effect only
 * if the save has. A crash in the middle of a turn can come before it, and then nothing of it survives.
 */
export interface Persister {
  /**
   * Replaces the state; replaces the snapshot in the same atomic step if one is given, and leaves it as it is
   * otherwise. Copies its input.
   */
  save(state: Uint8Array, snapshot?: Uint8Array): void;
  /** A copy of the last state saved, in this turn too; `undefined` if there is none. */
  readState(): Uint8Array | undefined;
  /** A copy of the last snapshot saved, or `undefined` if there is none. */
  readSnapshot(): Uint8Array | undefined;
  /** Size of the state in bytes, 0 if there is none. */
  readonly stateBytes: number;
  /** Size of the snapshot in bytes, 0 if there is none. */
  readonly snapshotBytes: number;
}
