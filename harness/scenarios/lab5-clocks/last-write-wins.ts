import type { ReplicaConfig, ReplicaContract } from './contract.ts';

/** A value and when it was put, by the wall clock of the replica that took it. */
export interface Stamped {
  readonly value: string;
  readonly stampMs: number;
  readonly replica: number;
}

interface LastWriteWinsRpc {
  exchange(args: { readonly store: ReadonlyMap<string, Stamped> }): {
    readonly store: ReadonlyMap<string, Stamped>;
  };
}

/** Told of each value that is thrown away though it is not the older one of its replica. */
export type OnDiscarded = (lost: Stamped, kept: Stamped) => void;

/**
 * How not to do it: of two values of a key the one with the larger stamp stays, and the other is gone.
 * Simple, in wide use, and right only as long as no two clients write at once and all clocks agree.
 * Contexts are not used.
 */
export class LastWriteWins implements ReplicaContract<null>, LastWriteWinsRpc {
  private readonly store = new Map<string, Stamped>();
  private readonly config: ReplicaConfig<LastWriteWinsRpc>;
  private readonly onDiscarded: OnDiscarded;

  constructor(config: ReplicaConfig<LastWriteWinsRpc>, onDiscarded: OnDiscarded) {
    this.config = config;
    this.onDiscarded = onDiscarded;
  }

  get({ key }: { readonly key: string }): { readonly values: readonly string[]; readonly context: null } {
    const stored = this.store.get(key);
    return { values: stored ? [stored.value] : [], context: null };
  }

  put({ key, value }: { readonly key: string; readonly value: string }): { readonly context: null } {
    this.store.set(key, { value, stampMs: Date.now(), replica: this.config.me });
    return { context: null };
  }

  remove({ key }: { readonly key: string }): { readonly context: null } {
    this.store.delete(key);
    return { context: null };
  }

  async syncWith(peer: number): Promise<void> {
    const reply = await this.config.peers[peer]?.call('exchange', { store: this.store });
    if (reply) this.merge(reply.store);
  }

  exchange({ store }: { readonly store: ReadonlyMap<string, Stamped> }): {
    readonly store: ReadonlyMap<string, Stamped>;
  } {
    this.merge(store);
    return { store: this.store };
  }

  private merge(store: ReadonlyMap<string, Stamped>): void {
    for (const [key, theirs] of store) {
      const ours = this.store.get(key);
      if (!ours || ours.stampMs < theirs.stampMs) {
        this.store.set(key, theirs);
        if (ours) this.onDiscarded(ours, theirs);
      }
    }
  }
}
