import type { ReplicaConfig, ReplicaContract } from '../../harness/scenarios/lab5-clocks/contract.ts';
import type { Peer } from '../../labrpc/index.ts';
import { type Dot, type Dots, hasDot, lastOf, NO_DOTS, union, withDot } from './dots.ts';

/** A value, and the write that put it. */
interface Sibling {
  readonly dot: Dot;
  readonly value: string;
}

/** What a replica knows of a key. */
interface Versions {
  /**
   * Every write that this replica has heard of, itself or by what another write had seen. A removal leaves
   * nothing but its dot in here: this is the tombstone.
   */
  readonly seen: Dots;
  /** Those whose values are still there: nothing in `seen` has replaced them. */
  readonly siblings: readonly Sibling[];
}

type Store = ReadonlyMap<string, Versions>;

/** What replicas say to each other. */
export interface ReplicaRpc {
  exchange(args: { readonly store: Store }): { readonly store: Store };
}

const UNKNOWN: Versions = { seen: NO_DOTS, siblings: [] };

/**
 * A replica of a store without a leader (Dynamo §4.4), with dotted version vectors (Preguiça and others
 * 2012).
 */
export class Replica implements ReplicaContract<Dots>, ReplicaRpc {
  private readonly me: number;
  private readonly peers: readonly Peer<ReplicaRpc>[];
  private readonly store = new Map<string, Versions>();

  constructor({ me, peers }: ReplicaConfig<ReplicaRpc>) {
    this.me = me;
    this.peers = peers;
  }

  get({ key }: { readonly key: string }): { readonly values: readonly string[]; readonly context: Dots } {
    const { seen, siblings } = this.versionsOf(key);
    return { values: siblings.map(({ value }) => value), context: seen };
  }

  put(args: { readonly key: string; readonly value: string; readonly context: Dots | undefined }): {
    readonly context: Dots;
  } {
    return this.write(args.key, args.context ?? NO_DOTS, args.value);
  }

  remove(args: { readonly key: string; readonly context: Dots | undefined }): { readonly context: Dots } {
    return this.write(args.key, args.context ?? NO_DOTS, undefined);
  }

  async syncWith(peer: number): Promise<void> {
    const reply = await this.peers[peer]?.call('exchange', { store: this.store });
    if (reply) this.merge(reply.store);
  }

  /** Another replica tells all it knows, and is told all that the two know together. */
  exchange({ store }: { readonly store: Store }): { readonly store: Store } {
    this.merge(store);
    return { store: this.store };
  }

  /** The write gets a dot of its own, takes the place of what its context has seen, and of nothing else. */
  private write(key: string, context: Dots, value: string | undefined): { readonly context: Dots } {
    const { seen, siblings } = this.versionsOf(key);
    const dot = { replica: this.me, nth: lastOf(seen, this.me) + 1 };
    const kept = siblings.filter((sibling) => !hasDot(context, sibling.dot));
    this.store.set(key, {
      // With the context: it may know of writes that have not come here yet, and must not come back later.
      seen: withDot(union(seen, context), dot),
      siblings: value === undefined ? kept : [...kept, { dot, value }],
    });
    // Not `seen`: the client has not seen the siblings that were kept.
    return { context: withDot(context, dot) };
  }

  private merge(store: Store): void {
    for (const [key, theirs] of store) this.store.set(key, mergeVersions(this.versionsOf(key), theirs));
  }

  private versionsOf(key: string): Versions {
    return this.store.get(key) ?? UNKNOWN;
  }
}

/**
 * A sibling stays if both have it, or if the other side has never heard of it. Whoever has seen it and does
 * not have it knows that it was replaced.
 */
function mergeVersions(ours: Versions, theirs: Versions): Versions {
  const isThere = ({ dot }: Sibling): boolean => theirs.siblings.some((other) => isSameDot(other.dot, dot));
  const kept = ours.siblings.filter((sibling) => isThere(sibling) || !hasDot(theirs.seen, sibling.dot));
  const news = theirs.siblings.filter(({ dot }) => !hasDot(ours.seen, dot));
  return { seen: union(ours.seen, theirs.seen), siblings: [...kept, ...news] };
}

function isSameDot(a: Dot, b: Dot): boolean {
  return a.replica === b.replica && a.nth === b.nth;
}
