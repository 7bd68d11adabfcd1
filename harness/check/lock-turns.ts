/** A lock that could be had, and those who did not get it. */
export interface Stuck {
  readonly lock: string;
  /** Since then nobody has held it, while somebody waited. */
  readonly sinceMs: number;
  /** Names, in the order in which they asked. */
  readonly waiting: readonly string[];
}

interface Turns {
  readonly waiting: Set<string>;
  readonly holders: Set<string>;
  /** When it became free with somebody waiting, or was first asked for while free. */
  sinceMs: number;
}

/**
 * Who waits for which lock, and since when somebody could have had it. Nobody is promised a turn; but while a
 * lock is free and wanted, somebody has to get it.
 */
export class LockTurns {
  private readonly byLock = new Map<string, Turns>();

  asked(client: string, lock: string, atMs: number): void {
    const turns = this.of(lock);
    if (turns.waiting.size === 0 && turns.holders.size === 0) turns.sinceMs = atMs;
    turns.waiting.add(client);
  }

  granted(client: string, lock: string): void {
    const turns = this.of(lock);
    turns.waiting.delete(client);
    turns.holders.add(client);
  }

  /** It began to release the lock. */
  released(client: string, lock: string, atMs: number): void {
    const turns = this.of(lock);
    turns.holders.delete(client);
    turns.sinceMs = atMs;
  }

  /** A client has died. It waits no longer; but what it held, it holds for ever. */
  died(client: string): void {
    for (const { waiting } of this.byLock.values()) waiting.delete(client);
  }

  /**
   * The first lock that nobody has got for so long. Time before `fromMs` does not count: something hindered
   * the clients.
   */
  stuck(nowMs: number, limitMs: number, fromMs: number): Stuck | undefined {
    for (const [lock, { waiting, holders, sinceMs }] of this.byLock) {
      if (waiting.size === 0 || holders.size > 0) continue;
      if (nowMs - Math.max(sinceMs, fromMs) >= limitMs) return { lock, sinceMs, waiting: [...waiting] };
    }
    return undefined;
  }

  private of(lock: string): Turns {
    const turns = this.byLock.get(lock) ?? { waiting: new Set(), holders: new Set(), sinceMs: 0 };
    this.byLock.set(lock, turns);
    return turns;
  }
}
