import { Worker } from 'node:worker_threads';
import type {
  GivenPrograms,
  JudgeAnswer,
  JudgedProcess,
  JudgeMessage,
  JudgeOrder,
  JudgeThreadData,
} from './judge-messages.ts';
import { WaitBoard } from './wait-board.ts';

/** What a judge may hold in memory, in MB: a log can make it keep much. */
const HEAP_MB = 2048;
const YOUNG_HEAP_MB = 64;

/** Starts more processes for the run that is being judged; none if it has had enough. */
export type StartMore = () => readonly JudgedProcess[];

interface Judging {
  readonly startMore: StartMore;
  resolve(answer: JudgeAnswer | undefined): void;
  reject(error: unknown): void;
}

/** A judge thread as its owner sees it. One order at a time. */
export class JudgeThread {
  readonly board: WaitBoard = new WaitBoard();
  private readonly worker: Worker;
  private judging: Judging | undefined;
  private hasEnded = false;

  /** `program` is `judge-thread.ts`, bundled. */
  constructor(program: string, mostBytes: number, given: GivenPrograms) {
    const workerData: JudgeThreadData = { waits: this.board.memory, mostBytes, given };
    this.worker = new Worker(program, {
      eval: true,
      env: {},
      execArgv: [],
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
    this.worker.on('message', (message: JudgeMessage) => this.heard(message));
    this.worker.on('error', () => this.onEnd());
    this.worker.on('exit', () => this.onEnd());
    this.worker.unref();
  }

  /**
   * Undefined if the thread did not survive it. Then it is of no more use. Rejects if more processes could
   * not be started.
   */
  judge(order: JudgeOrder, startMore: StartMore): Promise<JudgeAnswer | undefined> {
    if (this.hasEnded) return Promise.resolve(undefined);
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.judging = { startMore, resolve, reject };
      this.worker.postMessage(order);
    });
  }

  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private heard(message: JudgeMessage): void {
    if (message.kind === 'answer') this.done(message.answer);
    else this.handOverMore();
  }

  private handOverMore(): void {
    try {
      this.worker.postMessage(this.judging?.startMore() ?? []);
      this.board.handed();
    } catch (error) {
      this.judging?.reject(error);
      void this.terminate();
    }
  }

  private onEnd(): void {
    this.hasEnded = true;
    this.done(undefined);
  }

  private done(answer: JudgeAnswer | undefined): void {
    this.worker.unref();
    this.judging?.resolve(answer);
    this.judging = undefined;
  }
}
