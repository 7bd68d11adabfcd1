import { type WriteSet, writesIn } from './write-set.ts';

/** A put (`value`) or a removal, as the tester asked for it. */
export interface SiblingWrite {
  /** No other write of the key has it; undefined: a removal. */
  readonly value: string | undefined;
  readonly client: string;
  /** Where it was written. */
  readonly replica: number;
  /** Which context it came with: `the context of alice's get`. Undefined: none. */
  readonly context?: string | undefined;
}

/**
 * Writes to one key of which may be open how many they are, where messages were lost: at least `sure`, at
 * most `maybe`.
 */
interface Bounds {
  readonly sure: WriteSet;
  readonly maybe: WriteSet;
}

/** The writes that a context has seen, and all that those had seen. */
export type Seen = Bounds;
export const SEEN_NOTHING: Seen = { sure: 0n, maybe: 0n };

/** What must not be. */
export interface SiblingFault {
  /** `siblings/lost`. */
  readonly rule: string;
  readonly message: string;
}

interface Known {
  readonly writes: Bounds;
  /** What these writes had seen: replaced, also where it was never known. */
  readonly past: Bounds;
}

interface Done extends SiblingWrite {
  readonly seen: Seen;
}

/** The true causality of the writes of one key, and what follows of it for what each replica gives. */
export class SiblingOracle {
  private readonly key: string;
  private readonly done: Done[] = [];
  private puts: WriteSet = 0n;
  private readonly byValue = new Map<string, WriteSet>();
  /** By replica. */
  private readonly known: Known[];
  /** By replica: the values that it ever gave. */
  private readonly given: WriteSet[];

  constructor(key: string, replicas: number) {
    this.key = key;
    this.known = Array.from({ length: replicas }, () => ({ writes: SEEN_NOTHING, past: SEEN_NOTHING }));
    this.given = this.known.map(() => 0n);
  }

  /**
   * A replica has taken a write whose context had seen so much. What the context has seen that it gave: as
   * much, and that write. It may have seen what else was known there: a plain vector, which the paper has
   * clients keep, cannot leave out earlier writes of one replica.
   */
  wrote(write: SiblingWrite, seen: Seen): Seen {
    const one: WriteSet = 1n << BigInt(this.done.length);
    this.done.push({ ...write, seen });
    if (write.value !== undefined) {
      this.puts |= one;
      this.byValue.set(write.value, one);
    }
    this.learn(write.replica, { sure: one, maybe: one }, seen);
    const { writes, past } = this.at(write.replica);
    return { sure: seen.sure | one, maybe: seen.maybe | writes.maybe | past.maybe };
  }

  /** A replica has given these values, with nothing wrong in them. What the context has seen that it gave. */
  read(replica: number, values: readonly string[]): Seen {
    for (const index of writesIn(this.present(values))) {
      const one = 1n << BigInt(index);
      const { sure } = this.done[index]?.seen ?? SEEN_NOTHING;
      this.learn(replica, { sure: one, maybe: 0n }, { sure, maybe: 0n });
    }
    const { writes, past } = this.at(replica);
    const { sure, maybe } = union(writes, past);
    // Had the replica known these, it would have given them.
    const unknown = writes.maybe & this.puts & ~past.maybe & ~this.present(values);
    return { sure, maybe: maybe & ~unknown };
  }

  /** Both replicas know by now what either of them knew. */
  exchanged(a: number, b: number): void {
    for (const [to, from] of [[a, b] as const, [b, a] as const]) {
      const { writes, past } = this.at(from);
      this.learn(to, { sure: writes.sure, maybe: 0n }, { sure: past.sure, maybe: 0n });
    }
    this.mayHaveExchanged(a, b);
  }

  /** Each of the two may know by now what the other knew. Returns whether that is news. */
  mayHaveExchanged(a: number, b: number): boolean {
    const [before, other] = [this.at(a), this.at(b)];
    const maybe = before.writes.maybe | other.writes.maybe;
    const pastMaybe = before.past.maybe | other.past.maybe;
    for (const replica of [a, b]) {
      this.learn(replica, { sure: 0n, maybe }, { sure: 0n, maybe: pastMaybe });
    }
    return before.writes.maybe !== maybe || other.writes.maybe !== maybe;
  }

  /** A replica has given these values. */
  gave(replica: number, values: readonly string[]): void {
    this.given[replica] = (this.given[replica] ?? 0n) | this.present(values);
  }

  /** What is wrong if a replica gives these values now. */
  faultOf(replica: number, values: readonly string[]): SiblingFault | undefined {
    const present = this.present(values);
    return (
      this.oddValue(replica, values) ??
      this.wronglyThere(replica, values, present) ??
      this.missing(replica, values, present)
    );
  }

  private oddValue(replica: number, values: readonly string[]): SiblingFault | undefined {
    const gives = this.gives(replica, values);
    const invented = values.find((value) => !this.byValue.has(value));
    if (invented !== undefined) {
      return { rule: 'siblings/invented', message: `${gives}, but nobody has put ${quoted(invented)} there` };
    }
    const twice = values.find((value, index) => values.indexOf(value) < index);
    if (twice === undefined) return undefined;
    return { rule: 'siblings/twice', message: `${gives}: ${quoted(twice)} is there twice` };
  }

  private wronglyThere(
    replica: number,
    values: readonly string[],
    present: WriteSet,
  ): SiblingFault | undefined {
    const { writes } = this.at(replica);
    const gives = this.gives(replica, values);
    const [early] = writesIn(present & ~writes.maybe);
    if (early !== undefined) {
      const message = `${gives}: ${this.told(early)}, and no sync has brought it here`;
      return { rule: 'siblings/early', message };
    }
    // Whatever is there is known there.
    for (const index of writesIn(present)) {
      const one = 1n << BigInt(index);
      const by = writesIn(writes.sure | present).find(
        (other) => ((this.done[other]?.seen.sure ?? 0n) & one) !== 0n,
      );
      if (by === undefined) continue;
      const isRemoval = this.done[by]?.value === undefined;
      const rule = isRemoval ? 'siblings/resurrected' : 'siblings/obsolete';
      const still = `${gives}, though ${this.name(index)} is obsolete`;
      const isHere = this.done[by]?.replica === replica || (present & (1n << BigInt(by))) !== 0n;
      const news = isHere ? '' : '; a sync that has ended should have told it here';
      return { rule, message: `${still}: ${this.told(by)} ${this.withContext(by, 'it')}${news}` };
    }
    return undefined;
  }

  private missing(replica: number, values: readonly string[], present: WriteSet): SiblingFault | undefined {
    const { writes, past } = this.at(replica);
    const [lost] = writesIn(writes.sure & this.puts & ~past.maybe & ~present);
    if (lost === undefined) return undefined;
    const others = writesIn(writes.sure & ~past.sure & ~(1n << BigInt(lost))).map((other) => {
      const seen = writesIn(this.done[other]?.seen.sure ?? 0n).map((index) => this.name(index));
      return `${this.told(other)} ${this.withContext(other, seen.join(', ') || 'nothing')}`;
    });
    const story = `no write that is known here has seen it${others.map((other) => `; ${other}`).join('')}`;
    const gives = this.gives(replica, values);
    const wasHere =
      this.done[lost]?.replica === replica || ((this.given[replica] ?? 0n) & (1n << BigInt(lost))) !== 0n;
    if (wasHere) {
      const message = `${gives}: ${this.name(lost)} is lost. ${this.told(lost)}; ${story}`;
      return { rule: 'siblings/lost', message };
    }
    const message = `${gives}: ${this.name(lost)} has never come here. ${this.told(lost)}, and a sync that has ended should have brought it; ${story}`;
    return { rule: 'siblings/not-synced', message };
  }

  private present(values: readonly string[]): WriteSet {
    return values.reduce((set, value) => set | (this.byValue.get(value) ?? 0n), 0n);
  }

  private learn(replica: number, writes: Bounds, past: Bounds): void {
    const known = this.at(replica);
    this.known[replica] = { writes: union(known.writes, writes), past: union(known.past, past) };
  }

  private at(replica: number): Known {
    const known = this.known[replica];
    if (!known) throw new RangeError(`there is no replica ${replica}, only 0 to ${this.known.length - 1}`);
    return known;
  }

  private gives(replica: number, values: readonly string[]): string {
    return `replica ${replica} gives ${listed(values)} for ${keyText(this.key)}`;
  }

  private name(index: number): string {
    const write = this.done[index];
    return write?.value === undefined ? `a removal by ${write?.client}` : quoted(write.value);
  }

  private withContext(index: number, seen: string): string {
    const { context } = this.done[index] as Done;
    return context ? `with ${context}, which had seen ${seen}` : 'without a context';
  }

  private told(index: number): string {
    const { value, client, replica } = this.done[index] as Done;
    return `${client} ${value === undefined ? 'removed the key' : `put ${quoted(value)}`} at replica ${replica}`;
  }
}

/** A key as messages show it: `cart`, and `''` for the empty one. */
export function keyText(key: string): string {
  return /^\w+$/.test(key) ? key : quoted(key);
}

/** Values of a key as messages show them: `['milk', 'eggs']`. */
export function listed(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : `[${values.map(quoted).join(', ')}]`;
}

function quoted(value: string): string {
  return `'${value}'`;
}

function union(a: Bounds, b: Bounds): Bounds {
  return { sure: a.sure | b.sure, maybe: a.maybe | b.maybe };
}
