import type {
  Application,
  FileSystem,
  WorkerConfig,
  WorkerContract,
} from '../../harness/scenarios/lab1-mapreduce/contract.ts';
import type { Peer } from '../../labrpc/index.ts';
import { sleep } from '../../labrpc/index.ts';
import { decodeEntries, type Entries, encodeEntries, intermediateName } from './intermediate.ts';
import type { CoordinatorRpc, MapTask, ReduceTask } from './messages.ts';
import { partitionOf } from './partition.ts';
import { ValueLists } from './value-lists.ts';

/** Between two questions of a worker that has nothing to do. The handout allows ten a second. */
const POLL_MS = 200;

/** A call without an answer is repeated this often, for 10 s: after that the coordinator counts as gone. */
const RETRY_MS = 500;
const TRIES = 20;

/** Asks for a task, does it, reports it, and asks for the next (§3.1). It knows of no other worker. */
export class Worker implements WorkerContract {
  private readonly id: string;
  private readonly coordinator: Peer<CoordinatorRpc>;
  private readonly files: FileSystem;
  private readonly app: Application;
  private filesWritten = 0;
  /** Calls since the coordinator answered last. */
  private unanswered = 0;

  constructor(config: WorkerConfig<CoordinatorRpc>) {
    this.id = config.id;
    this.coordinator = config.coordinator;
    this.files = config.files;
    this.app = config.app;
  }

  async run(): Promise<void> {
    for (;;) {
      const task = await this.insist(() => this.coordinator.call('requestTask', { worker: this.id }));
      if (!task || task.kind === 'done') return;
      if (task.kind === 'wait' || !(await this.perform(task))) {
        await sleep(POLL_MS);
        continue;
      }
      const { kind, index } = task;
      const reply = await this.insist(() => this.coordinator.call('reportTask', { kind, index }));
      if (!reply) return;
    }
  }

  /** Resolves to whether the task is completed. */
  private async perform(task: MapTask | ReduceTask): Promise<boolean> {
    return task.kind === 'map' ? this.map(task) : this.reduce(task);
  }

  private async map({ index, input, reduces }: MapTask): Promise<boolean> {
    const contents = await this.files.read(input);
    if (contents === undefined) throw new Error(`map task ${index}: there is no input file "${input}"`);
    const lists = new ValueLists(this.app);
    for (const { key, value } of await this.app.map(input, contents)) lists.add(key, value);

    const partitions = Array.from({ length: reduces }, (): Entries => []);
    for (const entry of lists.entries()) partitions[partitionOf(entry[0], reduces)]?.push(entry);
    const write = (entries: Entries, reduce: number) =>
      this.writeAtomically(intermediateName(index, reduce), encodeEntries(entries));
    await Promise.all(partitions.map(write));
    return true;
  }

  private async reduce({ index, maps }: ReduceTask): Promise<boolean> {
    const lists = new ValueLists(this.app);
    for (let map = 0; map < maps; map++) {
      const text = await this.files.read(intermediateName(map, index));
      // We slept, and the job is over and tidied away. Whatever we wrote now would be wrong.
      if (text === undefined) return false;
      for (const [key, values] of decodeEntries(text)) for (const value of values) lists.add(key, value);
    }

    const lines: string[] = [];
    for (const [key, values] of lists.entries()) lines.push(`${key} ${await this.app.reduce(key, values)}\n`);
    await this.writeAtomically(`mr-out-${index}`, lines.join(''));
    return true;
  }

  /**
   * Others see all of the file or nothing (§3.3): a crash leaves a torn file only under a name that nobody
   * reads, and of two workers that do one task, each replaces what the other wrote by the same.
   */
  private async writeAtomically(name: string, text: string): Promise<void> {
    this.filesWritten += 1;
    const temporary = `mr-tmp-${this.id}-${this.filesWritten}`;
    await this.files.write(temporary, text);
    await this.files.rename(temporary, name);
  }

  /**
   * Calls until an answer comes, and gives up with `null` when the coordinator has been silent for 10 s. It
   * does not wait for one call to fail before the next, as that may take 7 s. It counts tries and looks at no
   * clock: a worker that was paused for 10 s has not asked for 10 s.
   */
  private async insist<Reply>(call: () => Promise<Reply | null>): Promise<Reply | null> {
    const answered = new AbortController();
    let answer: Reply | null = null;
    const attempt = async () => {
      const reply = await call();
      if (!reply) return;
      this.unanswered = 0; // a late answer to an earlier call is a sign of life too
      answer = reply;
      answered.abort();
    };
    while (!answer && this.unanswered < TRIES) {
      this.unanswered += 1;
      void attempt();
      await sleep(RETRY_MS, answered.signal);
    }
    return answer;
  }
}
