import { Condition } from '../../../../labrpc/index.ts';
import type { CoordinatorConfig, CoordinatorContract } from '../contract.ts';
import type { Finished, Next, Order, OtherRpc } from './other-rpc.ts';

const LEASE_MS = 10_000;
/** How long a question waits for a task. */
const PATIENCE_MS = 1_500;

interface Job {
  readonly order: (attempt: number) => Order;
  readonly finish: (runs: Finished['runs']) => void;
  isFinished: boolean;
}

/** A correct coordinator in another style than the solution's: see README.md. */
export class Coordinator implements CoordinatorContract, OtherRpc {
  private readonly config: CoordinatorConfig;
  /** By map task: where its runs are. */
  private readonly runs: (readonly (string | null)[])[] = [];
  /** Jobs that wait for a worker. */
  private ready: Job[] = [];
  private unfinished = 0;
  private phase: 'map' | 'reduce' | 'over' = 'map';
  /** By number: the job that was tried. */
  private readonly attempts: Job[] = [];
  private readonly news = new Condition();

  constructor(config: CoordinatorConfig) {
    this.config = config;
    this.open(config.inputs.map((input, map) => this.mapJob(input, map)));
  }

  done(): boolean {
    return this.phase === 'over';
  }

  async next({ finished }: Next): Promise<Order> {
    if (finished) this.finish(finished);
    if (this.ready.length === 0 && this.phase !== 'over') await this.news.wait(PATIENCE_MS);
    if (this.phase === 'over') return { order: 'go home' };
    const job = this.ready.shift();
    if (!job) return { order: 'ask again' };
    const attempt = this.attempts.push(job) - 1;
    setTimeout(() => this.leaseEnds(job), LEASE_MS);
    return job.order(attempt);
  }

  private finish({ attempt, runs }: Finished): void {
    const job = this.attempts[attempt];
    if (!job || job.isFinished) return;
    job.isFinished = true;
    this.ready = this.ready.filter((other) => other !== job);
    job.finish(runs);
    this.unfinished -= 1;
    if (this.unfinished === 0) this.nextPhase();
  }

  private leaseEnds(job: Job): void {
    if (job.isFinished || this.ready.includes(job)) return;
    this.ready.push(job);
    this.news.notifyAll();
  }

  private open(jobs: Job[]): void {
    this.ready = jobs;
    this.unfinished = jobs.length;
    this.news.notifyAll();
    if (jobs.length === 0) this.nextPhase();
  }

  private nextPhase(): void {
    if (this.phase === 'map') {
      this.phase = 'reduce';
      this.open(Array.from({ length: this.config.reduces }, (_, reduce) => this.reduceJob(reduce)));
    } else {
      this.phase = 'over';
      this.news.notifyAll();
    }
  }

  private mapJob(input: string, map: number): Job {
    const { reduces } = this.config;
    return {
      order: (attempt) => ({ order: 'map', attempt, input, reduces }),
      finish: (runs) => {
        this.runs[map] = runs;
      },
      isFinished: false,
    };
  }

  private reduceJob(reduce: number): Job {
    const runs = this.runs.flatMap((names) => names[reduce] ?? []);
    return {
      order: (attempt) => ({ order: 'reduce', attempt, output: `mr-out-${reduce}`, runs }),
      finish: () => {},
      isFinished: false,
    };
  }
}
