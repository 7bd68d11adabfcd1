import type { ExpiringStoreRpc } from './contract.ts';

interface Entry {
  readonly value: string;
  /** By the store's own wall clock. */
  readonly expiresAtMs: number;
}

/** Told of each key that comes or goes. */
export interface StoreWatcher {
  set(key: string, value: string): void;
  gone(key: string, value: string, why: 'expired' | 'removed'): void;
}

/**
 * lab6d, given. A store in memory whose keys expire by its own wall clock, as in Redis: it knows nothing of
 * true time, nor of the other stores. A crash forgets all.
 */
export class ExpiringStore implements ExpiringStoreRpc {
  private readonly entries = new Map<string, Entry>();
  private readonly watcher: StoreWatcher;
  private readonly wallMs: () => number;

  constructor(watcher: StoreWatcher, wallMs: () => number = () => Date.now()) {
    this.watcher = watcher;
    this.wallMs = wallMs;
  }

  /** Sets the key for `ttlMs`, unless it has a value: that stays then, and lives no longer than before. */
  setIfAbsent({ key, value, ttlMs }: { key: string; value: string; ttlMs: number }): {
    kind: 'set' | 'present';
  } {
    this.removeExpired();
    if (this.entries.has(key)) return { kind: 'present' };
    this.entries.set(key, { value, expiresAtMs: this.wallMs() + ttlMs });
    this.watcher.set(key, value);
    return { kind: 'set' };
  }

  removeIfEqual({ key, value }: { key: string; value: string }): { kind: 'removed' | 'different' } {
    this.removeExpired();
    if (this.entries.get(key)?.value !== value) return { kind: 'different' };
    this.entries.delete(key);
    this.watcher.gone(key, value, 'removed');
    return { kind: 'removed' };
  }

  /** Called before each operation, and whenever the clock may have passed the end of a key. */
  removeExpired(): void {
    for (const [key, { value, expiresAtMs }] of this.entries) {
      if (this.wallMs() < expiresAtMs) continue;
      this.entries.delete(key);
      this.watcher.gone(key, value, 'expired');
    }
  }

  /** Until the next key expires, by the wall clock; undefined if there is none. */
  get nextExpiryMs(): number | undefined {
    if (this.entries.size === 0) return undefined;
    const ends = [...this.entries.values()].map(({ expiresAtMs }) => expiresAtMs);
    return Math.min(...ends) - this.wallMs();
  }
}
