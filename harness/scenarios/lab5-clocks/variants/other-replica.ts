import type { Peer } from '../../../../labrpc/index.ts';
import type { ReplicaConfig, ReplicaContract } from '../contract.ts';

/** Ranges of numbers, both ends included, in order and with gaps between them. */
type Ranges = readonly (readonly [from: number, to: number])[];
/** Writes of a key, by the replica that took them. */
type History = Readonly<Record<string, Ranges>>;

/** A write with its whole causal history; a removal is one without a value. */
interface Version {
  readonly replica: number;
  readonly count: number;
  readonly value: string | undefined;
  readonly past: History;
}

interface OtherRpc {
  tell(args: { readonly to: number }): { readonly versions: readonly (readonly [string, Version])[] };
  hear(args: { readonly versions: readonly (readonly [string, Version])[] }): { readonly heard: number };
}

/**
 * The store by histories: each version carries what it has replaced, whoever knows two versions can tell
 * whether one has replaced the other, and nothing is known of a key but its versions. A sync asks first and
 * tells then.
 */
export class Replica implements ReplicaContract<History>, OtherRpc {
  private readonly config: ReplicaConfig<OtherRpc>;
  private readonly versions = new Map<string, Version[]>();
  /** By key: how many writes this replica has taken. */
  private readonly counts = new Map<string, number>();

  constructor(config: ReplicaConfig<OtherRpc>) {
    this.config = config;
  }

  get({ key }: { key: string }): { values: string[]; context: History } {
    const versions = this.versions.get(key) ?? [];
    const values = versions.flatMap(({ value }) => (value === undefined ? [] : [value]));
    return { values: values.reverse(), context: versions.reduce(withVersion, {}) };
  }

  put({ key, value, context }: { key: string; value: string; context: History | undefined }): {
    context: History;
  } {
    return { context: this.write(key, value, context ?? {}) };
  }

  remove({ key, context }: { key: string; context: History | undefined }): { context: History } {
    return { context: this.write(key, undefined, context ?? {}) };
  }

  async syncWith(index: number): Promise<void> {
    const peer: Peer<OtherRpc> | undefined = this.config.peers[index];
    const told = await peer?.call('tell', { to: this.config.me });
    if (!told) return;
    this.hear(told);
    await peer?.call('hear', { versions: this.all() });
  }

  tell(): { versions: readonly (readonly [string, Version])[] } {
    return { versions: this.all() };
  }

  hear({ versions }: { versions: readonly (readonly [string, Version])[] }): { heard: number } {
    for (const [key, version] of versions) this.take(key, version);
    return { heard: versions.length };
  }

  private all(): (readonly [string, Version])[] {
    return [...this.versions].flatMap(([key, versions]) =>
      versions.map((version) => [key, version] as const),
    );
  }

  private write(key: string, value: string | undefined, past: History): History {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    const version = { replica: this.config.me, count, value, past };
    this.take(key, version);
    return withVersion(past, version);
  }

  private take(key: string, version: Version): void {
    const known = this.versions.get(key) ?? [];
    if (known.some((other) => isSame(other, version) || isIn(other.past, version))) return;
    this.versions.set(key, [...known.filter((other) => !isIn(version.past, other)), version]);
  }
}

function isSame(a: Version, b: Version): boolean {
  return a.replica === b.replica && a.count === b.count;
}

function isIn(history: History, { replica, count }: Version): boolean {
  return (history[replica] ?? []).some(([from, to]) => from <= count && count <= to);
}

/** What a version has replaced, and the version itself, besides what is in the history already. */
function withVersion(history: History, { replica, count, past }: Version): History {
  const joined: Record<string, Ranges> = { ...history };
  for (const [of, ranges] of Object.entries(past)) joined[of] = join([...(joined[of] ?? []), ...ranges]);
  joined[replica] = join([...(joined[replica] ?? []), [count, count]]);
  return joined;
}

function join(ranges: Ranges): Ranges {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
