import { createHash } from 'node:crypto';

/** States collect here before they are hashed: a call for each costs more than hashing it. */
const BLOCK_BYTES = 65_536;

/** What a fingerprint needs of it: the states may be hashed elsewhere. */
export type StatesHash = Pick<SavedStates, 'addState' | 'digest'>;

/**
 * A running hash over all states that servers save: most bytes of a run. It is apart from the rest of the
 * fingerprint, so that a process which hands out a log of its run need not hand out those bytes.
 */
export class SavedStates {
  private readonly hash = createHash('sha256');
  private readonly block = new Uint8Array(BLOCK_BYTES);
  private used = 0;

  /** How long it is, and whose, is for the fingerprint to say. */
  addState(state: Uint8Array): void {
    if (this.used + state.length > BLOCK_BYTES) this.flush();
    if (state.length > BLOCK_BYTES) {
      this.hash.update(state);
      return;
    }
    this.block.set(state, this.used);
    this.used += state.length;
  }

  /** 64 hex digits. Ends the hash. */
  digest(): string {
    this.flush();
    return this.hash.digest('hex');
  }

  private flush(): void {
    if (this.used > 0) this.hash.update(this.block.subarray(0, this.used));
    this.used = 0;
  }
}
