import type {
  CoordinatorConfig,
  CoordinatorContract,
} from '../../harness/scenarios/lab1-mapreduce/contract.ts';
import { NotImplemented } from '../../labrpc/index.ts';

/**
 * What workers can ask of the coordinator. Yours to change: any method with one argument object and one reply
 * object can be called with `coordinator.call('requestTask', args)`. Requests and replies get lost, come
 * twice, and come late; `null` does not tell a worker whether its call was executed.
 */
export interface CoordinatorRpc {
  requestTask(args: RequestTaskArgs): RequestTaskReply;
  reportTask(args: ReportTaskArgs): ReportTaskReply;
}

export interface RequestTaskArgs {
  /** Who asks. Does it matter? */
  readonly worker: string;
}

/** Tell the cases apart by `kind`: TypeScript then knows which other fields there are. */
export type RequestTaskReply =
  | { readonly kind: 'map' /* What does a worker need to know to do a map task? */ }
  | { readonly kind: 'reduce' /* And a reduce task? */ };
// What do you answer when no task can be given out now? And when there will never be one again?

export interface ReportTaskArgs {
  readonly kind: 'map' | 'reduce';
  // Which of them is completed?
}

/** Empty: any reply at all says that the report has arrived. */
export type ReportTaskReply = Readonly<Record<string, never>>;

/** Hands out tasks (§3.1) and gives them to others when workers fail (§3.3). It is never restarted. */
export class Coordinator implements CoordinatorContract, CoordinatorRpc {
  /** Names of the input files: one map task each. There may be none, or thousands. */
  private readonly inputs: readonly string[];
  /** Number of reduce tasks. */
  private readonly reduces: number;

  // For each task its state: idle, in progress or completed (§3.2), and since when it is in progress.

  /** Must not wait. */
  constructor(config: CoordinatorConfig) {
    this.inputs = config.inputs;
    this.reduces = config.reduces;

    throw new NotImplemented(
      'lab1',
      'the constructor of Coordinator in coordinator.ts',
      'labs/lab1-mapreduce/README.md#the-coordinator',
    );
  }

  /** Must not wait and has no side effects: it is called after every turn. Once true, true for ever. */
  done(): boolean {
    throw new NotImplemented(
      'lab1',
      'Coordinator.done in coordinator.ts',
      'labs/lab1-mapreduce/README.md#the-coordinator',
    );
  }

  // ─── What workers call: once, twice, or long after you gave them up ──────────────────────────────────────

  /** May be `async` and wait for a few seconds until there is a task, if you like. */
  requestTask(_args: RequestTaskArgs): RequestTaskReply {
    throw new NotImplemented(
      'lab1',
      'Coordinator.requestTask in coordinator.ts',
      'labs/lab1-mapreduce/README.md#the-coordinator',
    );
  }

  /** Perhaps not the first report of this task. */
  reportTask(_args: ReportTaskArgs): ReportTaskReply {
    throw new NotImplemented(
      'lab1',
      'Coordinator.reportTask in coordinator.ts',
      'labs/lab1-mapreduce/README.md#the-coordinator',
    );
  }
}
