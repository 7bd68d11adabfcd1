import { copyIntoBlock } from '../encoding/shared-block.ts';
import type { Persister } from '../persister.ts';

/**
 * The persister as lab code holds it. Each save becomes an effect; what was saved can be read back at once.
 */
export class PersisterSide implements Persister {
  private state: Uint8Array | undefined;
  private snapshot: Uint8Array | undefined;
  private readonly onSave: (state: Uint8Array, snapshot: Uint8Array | undefined) => void;

  constructor(
    state: Uint8Array | undefined,
    snapshot: Uint8Array | undefined,
    onSave: (state: Uint8Array, snapshot: Uint8Array | undefined) => void,
  ) {
    this.state = state;
    this.snapshot = snapshot;
    this.onSave = onSave;
  }

  get stateBytes(): number {
    return this.state?.length ?? 0;
  }

  get snapshotBytes(): number {
    return this.snapshot?.length ?? 0;
  }

  save(state: Uint8Array, snapshot?: Uint8Array): void {
    this.state = copyOf(state, 'state');
    if (snapshot !== undefined) this.snapshot = copyOf(snapshot, 'snapshot');
    this.onSave(this.state, snapshot === undefined ? undefined : this.snapshot);
  }

  readState(): Uint8Array | undefined {
    return this.state?.slice();
  }

  readSnapshot(): Uint8Array | undefined {
    return this.snapshot?.slice();
  }
}

/** What is saved is copied once more when it is read, so copies may share a block: nobody else sees them. */
function copyOf(bytes: unknown, what: string): Uint8Array {
  if (bytes instanceof Uint8Array) return copyIntoBlock(bytes, 0, bytes.length);
  throw new TypeError(`persister.save: ${what} must be a Uint8Array (see encode), and is ${typeof bytes}`);
}
