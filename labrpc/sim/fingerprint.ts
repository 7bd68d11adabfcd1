import { createHash } from 'node:crypto';
import { SavedStates, type StatesHash } from './saved-states.ts';

/**
 * Records collect here before they are hashed: hashing 64 kB at once costs a third of hashing a message at a
 * time.
 */
const BLOCK_BYTES = 65_536;
const HEADER_SLOTS = 5;

export type RunFingerprint = Pick<Fingerprint, 'add' | 'addState' | 'digest'>;

/** Of a run whose fingerprint another process takes, from a log: what is not in the log. */
export class StatesOnly extends SavedStates implements RunFingerprint {
  add(): void {}
}

/**
 * A running hash over everything that crosses ports. Two runs with the same fingerprint were the same run:
 * the same events at the same virtual times with the same bytes, whatever process, host or Node version they
 * ran in.
 *
 * A record is five numbers (time, sequence, actor, kind, id), each eight bytes, then bytes padded to eight.
 * Of a state that is saved it has the length; what is in it is hashed apart, and the hash comes last.
 */
export class Fingerprint {
  private readonly hash = createHash('sha256');
  private readonly block = new Uint8Array(BLOCK_BYTES);
  private readonly slots = new Float64Array(this.block.buffer);
  private used = 0;
  private readonly states: StatesHash;

  constructor(states: StatesHash = new SavedStates()) {
    this.states = states;
  }

  /**
   * `kind` and `id` must tell records of one turn apart, and say which bytes there are; these are what
   * crossed.
   */
  add(atMs: number, sequence: number, actor: number, kind: number, id: number, bytes?: Uint8Array): void {
    const slots = this.slots;
    if (this.used + HEADER_SLOTS > slots.length) this.flush();
    let slot = this.used;
    slots[slot++] = atMs;
    slots[slot++] = sequence;
    slots[slot++] = actor;
    slots[slot++] = kind;
    slots[slot++] = id;
    this.used = slot;
    if (bytes) this.addBytes(bytes);
  }

  /** A state that is saved. Its record is to be added too. */
  addState(state: Uint8Array): void {
    this.states.addState(state);
  }

  /**
   * 16 hex digits. Ends the fingerprint. A run that failed may have ended earlier here than where its states
   * were hashed: then these are no part of it.
   */
  digest({ hasFailed }: { readonly hasFailed: boolean }): string {
    this.flush();
    if (!hasFailed) this.hash.update(this.states.digest());
    return this.hash.digest('hex').slice(0, 16);
  }

  private addBytes(bytes: Uint8Array): void {
    const slotsNeeded = 1 + Math.ceil(bytes.length / 8);
    if (this.used + slotsNeeded > this.slots.length) this.flush();
    this.slots[this.used++] = bytes.length;
    if (slotsNeeded > this.slots.length - this.used) {
      this.flush();
      this.hash.update(bytes);
      return;
    }
    if (bytes.length > 0) {
      this.slots[this.used + slotsNeeded - 2] = 0;
      this.block.set(bytes, this.used * 8);
      this.used += slotsNeeded - 1;
    }
  }

  private flush(): void {
    if (this.used > 0) this.hash.update(this.block.subarray(0, this.used * 8));
    this.used = 0;
  }
}
