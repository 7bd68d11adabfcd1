import { Violation } from '../../labrpc/sim/violation.ts';

/** The handout: a task that has not been reported goes to another worker after this time, and no sooner… */
export const REASSIGN_AFTER_MS = 10_000;
/** …but for one backup copy, near the end, of a task that has run for this long (§3.6). */
export const BACKUP_AFTER_MS = 5000;
/** Between giving a task out and the first call of its application: the network, and reading the input. */
const ON_THE_WAY_MS = 100;
/** After the last pair, results are still to be written and reported. */
const REPORTED_AFTER_MS = 1000;

/** One call of `map`, by one life of a worker. */
export interface Attempt {
  readonly task: string;
  readonly worker: string;
  readonly beganMs: number;
  /** Undefined while it runs; infinite if its worker died. */
  endedMs: number | undefined;
}

/** Which map task was begun when and by whom, as the application saw it; and what must not happen. */
export class MapTasks {
  private readonly attempts: Map<string, Attempt[]>;
  /** Tasks that nobody has begun. */
  readonly untouched: Set<string>;
  /** Tasks of which no call has come to its end. */
  readonly unfinished: Set<string>;
  /** Calls that go on now. */
  readonly running: Set<Attempt> = new Set();
  private readonly isPunctual: boolean;

  /**
   * `isPunctual`: nothing delays or stops a worker between getting a task and working at it, so that the
   * judge may conclude from the one to the other.
   */
  constructor(tasks: readonly string[], isPunctual: boolean) {
    this.attempts = new Map(tasks.map((task) => [task, []]));
    this.untouched = new Set(tasks);
    this.unfinished = new Set(tasks);
    this.isPunctual = isPunctual;
  }

  attemptsOf(task: string): readonly Attempt[] {
    return this.attempts.get(task) ?? [];
  }

  began(task: string, worker: string, atMs: number): void {
    const attempts = this.attempts.get(task);
    if (!attempts) {
      const message = `${worker} calls map with the name ${JSON.stringify(task)}, which is no input of the job`;
      throw new Violation('mapreduce/map-input', message, { paper: 'MapReduce §3.1', actor: worker });
    }
    if (this.isPunctual) this.checkNeed(attempts, task, worker, atMs);
    const attempt: Attempt = { task, worker, beganMs: atMs, endedMs: undefined };
    attempts.push(attempt);
    this.running.add(attempt);
    this.untouched.delete(task);
  }

  /** A call has given its last pair. Of two that a worker makes for one task, the first counts as ended. */
  ended(task: string, worker: string, atMs: number): void {
    const attempt = this.of(worker).find((one) => one.task === task);
    if (attempt) this.end(attempt, atMs);
    this.unfinished.delete(task);
  }

  workerDied(worker: string): void {
    for (const attempt of this.of(worker)) this.end(attempt, Infinity);
  }

  /** What this worker does now, what it began first in front: as a rule one task. */
  of(worker: string): Attempt[] {
    return [...this.running].filter((attempt) => attempt.worker === worker);
  }

  private end(attempt: Attempt, atMs: number): void {
    attempt.endedMs = atMs;
    this.running.delete(attempt);
  }

  /** A task may be done again when its worker may have died: after 10 s; near the end, one copy after 5 s. */
  private checkNeed(attempts: readonly Attempt[], task: string, worker: string, atMs: number): void {
    const last = attempts.at(-1);
    if (!last) return;
    const done = attempts.find(({ endedMs }) => endedMs !== undefined && atMs - endedMs > REPORTED_AFTER_MS);
    if (done) throw needless(task, worker, `${done.worker} has done it`);
    const ageMs = atMs - last.beganMs;
    const recent = attempts.filter(({ beganMs }) => atMs - beganMs < REASSIGN_AFTER_MS - ON_THE_WAY_MS);
    if (recent.length === 0) return;
    const isOld = ageMs >= BACKUP_AFTER_MS - ON_THE_WAY_MS;
    const others = this.untouched.size;
    if (isOld && others === 0 && recent.length === 1) return;
    const why = isOld && others > 0 ? `, and ${others} tasks have not been given out` : '';
    throw needless(task, worker, `${last.worker} began it ${(ageMs / 1000).toFixed(1)} s ago${why}`);
  }
}

function needless(task: string, worker: string, why: string): Violation {
  const message = `${worker} begins the map task ${JSON.stringify(task)} once more, though ${why}`;
  return new Violation('mapreduce/no-needless-work', message, { paper: 'MapReduce §3.6', actor: worker });
}
