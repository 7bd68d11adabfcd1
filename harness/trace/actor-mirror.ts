import { decode } from '../../labrpc/encoding.ts';
import type { Captured, Change } from './captured.ts';
import { Mirror } from './mirror.ts';

/** Bigger disks are shown by their size: decoding them at each save would take longer than the run. */
const LARGEST_DECODED = 4096;

/** What is known of the state of one actor: see `TraceActor.state`. */
export class ActorMirror {
  private readonly reports = new Mirror(true);
  private readonly memory = new Mirror();
  private readonly disk = new Mirror(true);
  private stored: { readonly state: unknown; readonly snapshot: unknown } = NOTHING_STORED;
  /** From the beginning of a boot to the first look at the new life. */
  private isBooting = false;
  private hasLived = false;

  /** A new life begins, with this on its disk. What changes until the first `look` is told as one. */
  boot(state: Uint8Array | undefined, snapshot: Uint8Array | undefined): void {
    this.isBooting = true;
    this.hasLived = true;
    this.reports.update(null, []);
    this.memory.update(null, []);
    this.stored = { state: readable(state), snapshot: readable(snapshot) };
    this.disk.update(this.stored, []);
  }

  /** What the program reported to the judge. */
  report(state: unknown): readonly Change[] {
    return this.toTell(this.reports.update(state, ['reports']));
  }

  /** The program has saved something; without a snapshot, the one before stays. */
  save(state: Uint8Array, snapshot: Uint8Array | undefined): readonly Change[] {
    this.stored = {
      state: readable(state),
      snapshot: snapshot ? readable(snapshot) : this.stored.snapshot,
    };
    return this.toTell(this.disk.update(this.stored, ['disk']));
  }

  /** At the end of a turn: what has become of the program's objects. */
  look(objects: unknown): readonly Change[] {
    const changes = this.memory.update(objects ?? null, ['memory']);
    if (!this.isBooting) return changes;
    this.isBooting = false;
    return [[[], this.copy()]];
  }

  copy(): Captured {
    if (!this.hasLived) return null;
    const { reports, memory, disk } = this;
    return structuredClone({ reports: reports.current, memory: memory.current, disk: disk.current });
  }

  private toTell(changes: readonly Change[]): readonly Change[] {
    return this.isBooting ? [] : changes;
  }
}

const NOTHING_STORED = { state: null, snapshot: null };

/** What was saved, as its writer knows it; the bytes if they were not made with `encode`, or are many. */
function readable(bytes: Uint8Array | undefined): unknown {
  if (!bytes) return null;
  if (bytes.length > LARGEST_DECODED) return bytes;
  try {
    return decode(bytes);
  } catch {
    return bytes;
  }
}
