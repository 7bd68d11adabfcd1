/** The course allows 10 s for a task; after that its worker counts as dead (§3.3). */
const TIMEOUT_MS = 10_000;

/** With nothing else left to do, a task that takes this long is given to a second worker (§3.6). */
const BACKUP_AFTER_MS = 5_000;

/** A task that was given out and has not been reported. */
interface RunningTask {
  /** Who got it last. */
  readonly worker: string;
  readonly givenAtMs: number;
  /** A backup of a backup would help nobody. */
  readonly isBackup: boolean;
}

/**
 * The tasks of one phase, 0 to `count - 1`, and where each of them stands (§3.2): idle from `nextIdle` on, in
 * progress while it is in `running`, completed otherwise.
 */
export class TaskPool {
  private readonly count: number;
  private nextIdle = 0;
  /** Those given out longest ago come first. Never many more than there are workers. */
  private readonly running = new Map<number, RunningTask>();

  constructor(count: number) {
    this.count = count;
  }

  get allCompleted(): boolean {
    return this.nextIdle === this.count && this.running.size === 0;
  }

  /** The task that `worker` should do now, if there is any. */
  take(worker: string, nowMs: number): number | undefined {
    return (
      this.takeAgain(worker, nowMs) ??
      this.takeOverdue(worker, nowMs) ??
      this.takeIdle(worker, nowMs) ??
      this.takeStraggler(worker, nowMs)
    );
  }

  /**
   * Any copy of a task may complete it, however late, since all of them write the same files. Reports after
   * the first change nothing.
   */
  complete(index: number): void {
    this.running.delete(index);
  }

  /** A worker does one task at a time, so one that asks while it has a task never heard of it. */
  private takeAgain(worker: string, nowMs: number): number | undefined {
    for (const [index, task] of this.running) {
      if (task.worker === worker) return this.give(index, { ...task, givenAtMs: nowMs });
    }
    return undefined;
  }

  /** Its worker has died, or might as well have (§3.3). */
  private takeOverdue(worker: string, nowMs: number): number | undefined {
    const [oldest] = this.running;
    if (!oldest) return undefined;
    const [index, { givenAtMs }] = oldest;
    if (nowMs - givenAtMs < TIMEOUT_MS) return undefined;
    return this.give(index, { worker, givenAtMs: nowMs, isBackup: false });
  }

  private takeIdle(worker: string, nowMs: number): number | undefined {
    if (this.nextIdle === this.count) return undefined;
    const index = this.nextIdle;
    this.nextIdle += 1;
    return this.give(index, { worker, givenAtMs: nowMs, isBackup: false });
  }

  /** Whoever finishes first wins (§3.6). */
  private takeStraggler(worker: string, nowMs: number): number | undefined {
    for (const [index, { givenAtMs, isBackup }] of this.running) {
      if (nowMs - givenAtMs < BACKUP_AFTER_MS) return undefined;
      if (!isBackup) return this.give(index, { worker, givenAtMs: nowMs, isBackup: true });
    }
    return undefined;
  }

  /** Puts it at the end of `running`, where the youngest belongs. */
  private give(index: number, task: RunningTask): number {
    this.running.delete(index);
    this.running.set(index, task);
    return index;
  }
}
