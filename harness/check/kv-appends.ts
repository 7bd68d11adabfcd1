import { Violation } from '../../labrpc/sim/violation.ts';

/** A value that one client appends: no other append of a run is the same, and none begins like another. */
export interface AppendedToken {
  readonly client: string;
  /** Counts the lives of that client: one that died may have left an append that comes later. */
  readonly life: number;
  readonly token: string;
}

/** What a read that begins now has to show, by all that was answered before. */
export interface Due {
  /** How many appends. */
  readonly appends: number;
  /** The longest value that was read, and who read it. */
  readonly length: number;
  readonly reader: string;
}

const NOTHING_DUE: Due = { appends: 0, length: 0, reader: '' };

/**
 * Says in plain words what is wrong with a value that was only ever appended to, as soon as it is read: a
 * token that is there twice, one that is missing although it was acknowledged, one client's tokens out of
 * their order, a value that is older than one that was read before. The linearizability checker finds all
 * that too, and has less to say about it. A read costs as much as what is new in it.
 */
export class KvAppends {
  private readonly keys = new Map<string, AppendedKey>();

  /** An append begins. */
  begins(key: string, append: AppendedToken): void {
    this.of(key).begins(append);
  }

  acknowledge(key: string, append: AppendedToken): void {
    this.of(key).acknowledged.push(append);
  }

  /** For a read of this key that begins now. */
  dueNow(key: string): Due {
    return this.keys.get(key)?.dueNow() ?? NOTHING_DUE;
  }

  /** A read gave this value; `due` is from when it began. */
  wasRead(key: string, value: string, due: Due, reader: string): void {
    this.of(key).wasRead(value, due, reader);
  }

  private of(key: string): AppendedKey {
    let state = this.keys.get(key);
    if (!state) {
      state = new AppendedKey();
      this.keys.set(key, state);
    }
    return state;
  }
}

interface Asked extends AppendedToken {
  /** Counts what all clients have asked for. */
  readonly number: number;
}

/** What is known of one key. */
class AppendedKey {
  readonly acknowledged: AppendedToken[] = [];
  private readonly asked = new Map<string, Asked>();
  /** The lengths that tokens have. */
  private readonly lengths = new Set<number>();
  /** The longest value that was read, and by whom. */
  private longest = new ReadValue();
  private longestReader = '';
  /** By number of acknowledged appends: how long a value must be that has them all. */
  private readonly lengthsDue: number[] = [0];

  begins(append: AppendedToken): void {
    this.asked.set(append.token, { ...append, number: this.asked.size });
    this.lengths.add(append.token.length);
  }

  dueNow(): Due {
    return {
      appends: this.acknowledged.length,
      length: this.longest.value.length,
      reader: this.longestReader,
    };
  }

  wasRead(value: string, due: Due, reader: string): void {
    const { longest } = this;
    if (value.startsWith(longest.value)) {
      const before = longest.value.length;
      longest.extend(value, reader, (at) => this.tokenAt(value, at));
      if (value.length > before) this.longestReader = reader;
    } else if (!longest.value.startsWith(value) || !longest.endsAt(value.length)) {
      this.diverges(value, reader);
    }
    this.checkAppends(value, due.appends, reader);
    if (value.length >= due.length) return;
    const seen = show(longest.value.slice(0, due.length));
    const message = `${reader} read ${show(value)}, an older value: ${due.reader} had read ${seen} before ${reader} asked`;
    throw new Violation('kv/stale-read', message, { actor: reader });
  }

  /** No part of the longest value that was read: it may be wrong in itself, or no other can be right. */
  private diverges(value: string, reader: string): never {
    new ReadValue().extend(value, reader, (at) => this.tokenAt(value, at));
    const other = `${this.longestReader} has read ${show(this.longest.value)}`;
    const message = `${reader} read ${show(value)}, and ${other}: neither value begins with the other, though both have grown by appends alone`;
    throw new Violation('kv/two-orders', message, { actor: reader });
  }

  private checkAppends(value: string, due: number, reader: string): void {
    for (let count = this.lengthsDue.length; count <= due; count++) {
      const { token } = this.acknowledged[count - 1] as AppendedToken;
      const end = this.longest.endOf(token) ?? Number.POSITIVE_INFINITY;
      if (end > value.length) this.isMissing(value, count - 1, reader);
      this.lengthsDue.push(Math.max(end, this.lengthsDue[count - 1] ?? 0));
    }
    if ((this.lengthsDue[due] ?? 0) <= value.length) return;
    const missing = this.acknowledged.findIndex(
      ({ token }) => (this.longest.endOf(token) ?? 0) > value.length,
    );
    this.isMissing(value, missing, reader);
  }

  private isMissing(value: string, number: number, reader: string): never {
    const { client, token } = this.acknowledged[number] as AppendedToken;
    const append = `${client}'s append of ${show(token)}, which was answered before ${reader} asked`;
    const message = `${reader} read ${show(value)}, and ${append}, is not in the value`;
    throw new Violation('kv/append-missing', message, { actor: reader });
  }

  private tokenAt(value: string, at: number): Asked | undefined {
    for (const length of this.lengths) {
      const asked = this.asked.get(value.slice(at, at + length));
      if (asked) return asked;
    }
    return undefined;
  }
}

/** A value as the tokens that it is made of. */
class ReadValue {
  value = '';
  /** By token: where it ends. */
  private readonly ends = new Map<string, number>();
  private readonly boundaries = new Set<number>([0]);
  /** By life of a client: its token that comes last. */
  private readonly last = new Map<string, Asked>();

  endOf(token: string): number | undefined {
    return this.ends.get(token);
  }

  endsAt(place: number): boolean {
    return this.boundaries.has(place);
  }

  /** `value` begins with the value so far. Throws where what comes then cannot be right. */
  extend(value: string, reader: string, tokenAt: (at: number) => Asked | undefined): void {
    for (let at = this.value.length; at < value.length; ) {
      const next = tokenAt(at);
      if (!next) {
        const message = `${reader} read ${show(value)}, and nobody appended what is there from ${show(value.slice(at))} on`;
        throw new Violation('kv/invented', message, { actor: reader });
      }
      this.checkNext(next, value, reader);
      at += next.token.length;
      this.ends.set(next.token, at);
      this.boundaries.add(at);
      this.last.set(lifeOf(next), next);
    }
    this.value = value;
  }

  private checkNext(next: Asked, value: string, reader: string): void {
    const { client, token } = next;
    if (this.ends.has(token)) {
      const message = `${reader} read ${show(value)}, and ${client}'s append of ${show(token)} is in the value twice`;
      throw new Violation('kv/applied-twice', message, { paper: 'Raft §8', actor: reader });
    }
    const before = this.last.get(lifeOf(next));
    if (!before || before.number < next.number) return;
    const message = `${reader} read ${show(value)}, and ${client}'s append of ${show(before.token)} stands before its ${show(token)}, which was answered first`;
    throw new Violation('kv/append-order', message, { actor: reader });
  }
}

function lifeOf({ client, life }: AppendedToken): string {
  return `${client} ${life}`;
}

/** Of a long value both ends: what is wrong is mostly at its end. */
function show(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 24)}…${text.slice(-52)}` : text);
}
