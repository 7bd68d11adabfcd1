/**
 * Wait until some state has changed. No lock is needed: nothing else runs between two `await`s.
 *
 *     while (this.commitIndex === this.lastApplied) await this.committed.wait();
 *
 * The loop matters: by the time a waiter runs, others may have run before it and changed the state again.
 */
export class Condition {
  private readonly waiters = new Set<() => void>();

  /** Resolves at the next `notifyAll`, or after `timeoutMs`. Check your state again afterwards. */
  wait(timeoutMs = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiters.delete(wake);
        resolve();
      };
      const timer = timeoutMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(wake, timeoutMs);
      this.waiters.add(wake);
    });
  }

  /** Wakes all who wait now, in the order in which they came. Nobody waiting: nothing happens. */
  notifyAll(): void {
    for (const wake of this.waiters) wake();
  }
}
