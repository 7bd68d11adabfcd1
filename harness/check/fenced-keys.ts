import { Violation } from '../../labrpc/sim/violation.ts';

/** A write as the storage got it. */
export interface FencedWrite {
  readonly key: string;
  readonly value: string;
  readonly token: number;
  /** Who sent it: `client 1`. */
  readonly by: string;
}

export type WriteVerdict = 'accepted' | 'refused';

const PAPER = 'Kleppmann 2016, fencing';

/** What a fenced storage has to say to each write and read, in the order in which it got them. */
export class FencedKeys {
  /** By key: of the writes that it accepted, the last one, which also has the largest token. */
  private readonly newest = new Map<string, FencedWrite>();

  /** Throws if this is not what the storage has to answer. */
  wrote(write: FencedWrite, answer: unknown): WriteVerdict {
    const { key, token } = write;
    const newest = this.newest.get(key);
    const { kind, newest: told } = (answer ?? {}) as { readonly kind?: unknown; readonly newest?: unknown };
    if (kind === 'ok') {
      if (newest && token < newest.token) {
        const message = `the storage accepted ${describe(write)}, though ${describe(newest)} had been accepted before: ${token} is older than ${newest.token}`;
        throw new Violation('fencing/stale-write', message, { paper: PAPER, actor: write.by });
      }
      this.newest.set(key, write);
      return 'accepted';
    }
    if (kind !== 'stale-token') {
      const message = `write must return { kind: 'ok' } or { kind: 'stale-token', newest }, and returned ${JSON.stringify(answer)} to ${describe(write)}`;
      throw new Violation('fencing/answer', message, { actor: write.by });
    }
    if (!newest || token >= newest.token) {
      const message = `the storage refused ${describe(write)}, though no write to that key has had a larger token: ${newest ? `the newest was ${describe(newest)}` : 'there was none'}`;
      throw new Violation('fencing/refused', message, { paper: PAPER, actor: write.by });
    }
    if (told !== newest.token) {
      const message = `the storage refused ${describe(write)} and said that the newest token is ${JSON.stringify(told) ?? 'undefined'}; it is ${newest.token}, of ${describe(newest)}`;
      throw new Violation('fencing/answer', message, { actor: write.by });
    }
    return 'refused';
  }

  /** Throws if this is not the value of the last write that was accepted. */
  wasRead(key: string, answer: unknown): void {
    const { value } = (answer ?? {}) as { readonly value?: unknown };
    const newest = this.newest.get(key);
    const expected = newest?.value ?? '';
    if (value === expected) return;
    const why = newest ? `the last write that was accepted is ${describe(newest)}` : 'nobody has written it';
    const message = `read of ${JSON.stringify(key)} returned ${JSON.stringify(answer) ?? 'undefined'}, and must return { value: ${JSON.stringify(expected)} }: ${why}`;
    throw new Violation('storage/read', message);
  }
}

function describe({ key, value, token, by }: FencedWrite): string {
  return `${by}'s write of ${JSON.stringify(value)} to ${JSON.stringify(key)} with token ${token}`;
}
