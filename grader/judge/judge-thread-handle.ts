import { Worker } from 'node:worker_threads';
import type { GivenPrograms, JudgeAnswer, JudgeOrder, JudgeThreadData } from './judge-messages.ts';
import { WaitBoard } from './wait-board.ts';

/** What a judge may hold in memory, in MB: a log can make it keep much. */
const HEAP_MB = 2048;
const YOUNG_HEAP_MB = 64;

/** A judge thread as its owner sees it. One order at a time. */
export class JudgeThread {
  readonly board: WaitBoard = new WaitBoard();
  private readonly worker: Worker;
  private finish: ((answer: JudgeAnswer | undefined) => void) | undefined;
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
    this.worker.on('message', (answer: JudgeAnswer) => this.done(answer));
    this.worker.on('error', () => this.onEnd());
    this.worker.on('exit', () => this.onEnd());
    this.worker.unref();
  }

  /** Undefined if the thread did not survive it. Then it is of no more use. */
  judge(order: JudgeOrder): Promise<JudgeAnswer | undefined> {
    if (this.hasEnded) return Promise.resolve(undefined);
    this.worker.ref();
    return new Promise((resolve) => {
      this.finish = resolve;
      this.worker.postMessage(order);
    });
  }

  async terminate(): Promise<void> {
    await this.worker.terminate();
  }

  private onEnd(): void {
    this.hasEnded = true;
    this.done(undefined);
  }

  private done(answer: JudgeAnswer | undefined): void {
    this.worker.unref();
    this.finish?.(answer);
    this.finish = undefined;
  }
}
