/**
 * Mutual exclusion across `await`. Waiters are served in order. Not reentrant: a body that calls `run` on its
 * own mutex and awaits it waits for itself, for ever.
 *
 * Code without an `await` needs no mutex; nothing can come between its lines.
 */
export class Mutex {
  private held = false;
  private readonly waiters: (() => void)[] = [];

  /** Runs `body` alone and passes its result or its exception on; releases whatever happens. */
  async run<Result>(body: () => Promise<Result> | Result): Promise<Result> {
    await this.acquire();
    try {
      return await body();
    } finally {
      this.release();
    }
  }

  private acquire(): Promise<void> {
    if (this.held) return new Promise((resolve) => this.waiters.push(resolve));
    this.held = true;
    return Promise.resolve();
  }

  /** Passes the mutex to the first in line. It stays held on the way, so that a newcomer cannot slip in. */
  private release(): void {
    const next = this.waiters.shift();
    if (next) next();
    else this.held = false;
  }
}
