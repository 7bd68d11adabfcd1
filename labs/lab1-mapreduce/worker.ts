import type {
  Application,
  FileSystem,
  WorkerConfig,
  WorkerContract,
} from '../../harness/scenarios/lab1-mapreduce/contract.ts';
import type { Peer } from '../../labrpc/index.ts';
import { NotImplemented } from '../../labrpc/index.ts';
import type { CoordinatorRpc } from './coordinator.ts';

/** One worker. It may die at any moment, or sleep for a while and wake up when others have done its task. */
export class Worker implements WorkerContract {
  /** No other worker has it, nor has this one after a restart. */
  private readonly id: string;
  private readonly coordinator: Peer<CoordinatorRpc>;
  /** The files that all workers share. */
  private readonly files: FileSystem;
  private readonly app: Application;

  constructor(config: WorkerConfig<CoordinatorRpc>) {
    this.id = config.id;
    this.coordinator = config.coordinator;
    this.files = config.files;
    this.app = config.app;
  }

  /**
   * Works until the job is done or the coordinator has not answered for 10 s; a lost message is no reason to
   * go. Then resolves.
   */
  async run(): Promise<void> {
    // Ask for a task, do it, report it, and so on. What if there is none at the moment? What if no answer
    // comes?
    throw new NotImplemented('lab1', 'Worker.run in worker.ts', 'labs/lab1-mapreduce/README.md#the-worker');
  }

  // ─── Yours ───────────────────────────────────────────────────────────────────────────────────────────────

  // A map task (§3.1, steps 3 and 4): read the input, call `app.map`, and write each pair to the intermediate
  // file of the reduce task that its key belongs to. Which one is that (§4.1)? The same for all workers.

  // A reduce task (§3.1, steps 5 and 6): read what all maps have written for it, bring the values of each key
  // together, call `app.reduce` once a key, and write `mr-out-r`, one line `key value` a key.

  // Any file that somebody may read is there as a whole or not at all, whoever dies (§3.3).
}
