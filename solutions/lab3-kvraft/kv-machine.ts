import type { StateMachine } from '../../harness/scenarios/lab3-kvraft/contract.ts';
import { decode, encode } from '../../labrpc/index.ts';
import type { KvOperation, KvRequest } from './messages.ts';

interface SavedMachine {
  readonly values: Map<string, string>;
  readonly lastSequences: Map<string, number>;
}

/**
 * The keys and values, and which writes of whom are among them: a write that stands in the log twice, because
 * its clerk had to ask twice, takes effect once (Raft §8; Ongaro's dissertation, §6.3).
 */
export class KvMachine implements StateMachine<KvRequest, string> {
  private values = new Map<string, string>();
  /** By clerk: its last write. A clerk does one thing at a time, so there is no older one under way. */
  private lastSequences = new Map<string, number>();

  apply({ clerkId, sequence, operation }: KvRequest): string {
    // A read that stands in the log twice needs no care: whichever answer the clerk hears is right.
    if (operation.kind === 'get') return this.values.get(operation.key) ?? '';
    if (sequence > (this.lastSequences.get(clerkId) ?? 0)) {
      this.lastSequences.set(clerkId, sequence);
      this.write(operation);
    }
    return '';
  }

  private write(operation: Exclude<KvOperation, { kind: 'get' }>): void {
    const { kind, key, value } = operation;
    const before = kind === 'append' ? (this.values.get(key) ?? '') : '';
    this.values.set(key, before + value);
  }

  /** With the sequence numbers: a retry may come after the snapshot. */
  snapshot(): Uint8Array {
    const { values, lastSequences } = this;
    return encode({ values, lastSequences });
  }

  restore(snapshot: Uint8Array): void {
    const { values, lastSequences } = decode<SavedMachine>(snapshot);
    this.values = values;
    this.lastSequences = lastSequences;
  }
}
