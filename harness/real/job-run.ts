import { rmSync } from 'node:fs';
import type { Bundle } from '../../labrpc/host/bundle.ts';
import { newSocketPath } from '../../labrpc/real/socket-path.ts';
import type { ApplicationSource } from './application.ts';
import { JobFailure } from './failures.ts';
import { JobProcess } from './job-process.ts';
import type { CoordinatorStart, JobMessage, WorkerStart } from './messages.ts';
import type { Split } from './splits.ts';
import { StallWatch } from './stall-watch.ts';

/** What a job is, and all that its processes need. */
export interface JobPlan {
  /** The lab code. */
  readonly bundle: Bundle;
  readonly app: ApplicationSource;
  readonly splits: readonly Split[];
  readonly reduces: number;
  readonly workers: number;
  /** Undefined: no worker is killed. */
  readonly killEveryMs: number | undefined;
  /** Paths of the scripts that processes run. */
  readonly programs: { readonly coordinator: string; readonly worker: string };
  /** The folder of the shared file system. */
  readonly files: string;
  /** The folder that processes run in. */
  readonly here: string;
}

export interface JobListener {
  /** All pairs of a split have been taken; not for the first time, if the task is done again. */
  mapDone(split: string): void;
  /** The output of a reduce task is there. */
  reduceDone(task: number): void;
  /** A line for the user. */
  note(text: string): void;
}

/** So long the coordinator may take to notice that the job is done, when all workers have left. */
const LAST_WORD_MS = 500;

/** One job: a coordinator and workers, each a process of its own. */
export class JobRun {
  /** Workers killed on purpose. */
  killed = 0;
  /** The most memory that any worker has had. */
  peakBytes = 0;
  private readonly plan: JobPlan;
  private readonly listener: JobListener;
  private readonly socket = newSocketPath();
  private readonly running = new Set<JobProcess>();
  private readonly workers = new Map<string, JobProcess>();
  private workersStarted = 0;
  /** How those ended that were not killed on purpose. */
  private readonly ends: string[] = [];
  private readonly stall: StallWatch;
  private readonly outcome: Promise<void>;
  private succeed: () => void = () => undefined;
  private fail: (failure: JobFailure) => void = () => undefined;

  constructor(plan: JobPlan, listener: JobListener) {
    this.plan = plan;
    this.listener = listener;
    this.stall = new StallWatch((text) => listener.note(text));
    this.outcome = new Promise((resolve, reject) => {
      this.succeed = resolve;
      this.fail = reject;
    });
  }

  /** Runs the job; its output is then in the shared file system. Rejects with a `JobFailure`. */
  async run(): Promise<void> {
    this.startCoordinator();
    try {
      await this.outcome;
    } finally {
      this.kill();
      await Promise.all([...this.running].map(({ ended }) => ended));
    }
  }

  /** Ends all processes. Does not wait: it can be the last act. */
  kill(): void {
    this.stall.stop();
    for (const process of this.running) process.kill();
    rmSync(this.socket, { force: true });
  }

  private startCoordinator(): void {
    const { bundle, splits, reduces, programs } = this.plan;
    const inputs = splits.map(({ name }) => name);
    const start: CoordinatorStart = { bundle, inputs, reduces, socket: this.socket };
    this.start('coordinator', programs.coordinator, start, (how) => {
      this.fail(new JobFailure(`the coordinator has ended (${how}), and the job is not done`));
    });
  }

  private startWorkers(): void {
    const { workers, killEveryMs } = this.plan;
    for (let count = 0; count < workers; count++) this.startWorker();
    if (killEveryMs === undefined) return;
    const timer = setInterval(() => this.killWorker(), killEveryMs);
    const stop = () => clearInterval(timer);
    this.outcome.then(stop, stop);
  }

  /** Ids are never used again: a worker that is started in place of another is another. */
  private startWorker(): string {
    this.workersStarted += 1;
    const id = `worker-${this.workersStarted}`;
    const { bundle, app, splits, files, programs } = this.plan;
    const start: WorkerStart = { bundle, id, app, splits, files, socket: this.socket };
    const worker = this.start(id, programs.worker, start, (how) => this.workerEnded(id, how));
    this.workers.set(id, worker);
    return id;
  }

  private killWorker(): void {
    const ids = [...this.workers.keys()];
    const id = ids[Math.floor(Math.random() * ids.length)];
    if (id === undefined) return;
    this.workers.get(id)?.kill();
    this.workers.delete(id);
    this.killed += 1;
    this.listener.note(`killed ${id}, started ${this.startWorker()}`);
  }

  private workerEnded(id: string, how: string): void {
    if (!this.workers.delete(id)) return;
    this.ends.push(`${id}: ${how}`);
    if (this.workers.size > 0) return;
    const ends = this.ends.slice(-10).join('; ');
    const failure = new JobFailure(`no worker is left, and the coordinator is not done (${ends})`);
    setTimeout(() => this.fail(failure), LAST_WORD_MS).unref();
  }

  private start(
    name: string,
    program: string,
    start: CoordinatorStart | WorkerStart,
    ended: (how: string) => void,
  ): JobProcess {
    let hasLeft = false;
    const process = new JobProcess(program, start, this.plan.here, {
      message: (message) => {
        if (message.kind === 'left') hasLeft = true;
        else this.take(name, message);
      },
      printed: (line) => this.listener.note(`${name}: ${line}`),
      ended: (how) => {
        this.running.delete(process);
        this.stall.gone(name);
        ended(hasLeft ? 'run() has resolved' : how);
      },
    });
    this.running.add(process);
    return process;
  }

  private take(from: string, message: Exclude<JobMessage, { kind: 'left' }>): void {
    switch (message.kind) {
      case 'listening':
        this.startWorkers();
        break;
      case 'began':
        this.stall.began(from, message.call);
        break;
      case 'mapped':
        this.stall.finished(from);
        this.peakBytes = Math.max(this.peakBytes, message.peakBytes);
        this.listener.mapDone(message.split);
        break;
      case 'reduced':
        this.stall.finished(from);
        this.listener.reduceDone(message.task);
        break;
      case 'done':
        this.succeed();
        break;
      case 'failed':
        this.fail(new JobFailure(message.text));
        break;
    }
  }
}
