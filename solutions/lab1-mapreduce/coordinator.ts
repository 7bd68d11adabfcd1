import type {
  CoordinatorConfig,
  CoordinatorContract,
} from '../../harness/scenarios/lab1-mapreduce/contract.ts';
import type { Assignment, CoordinatorRpc, ReportReply, RequestTaskArgs, TaskId } from './messages.ts';
import { TaskPool } from './task-pool.ts';

export type { CoordinatorRpc } from './messages.ts';

/**
 * The master of the MapReduce paper (Dean and Ghemawat 2004, §3): hands out tasks to workers that ask for
 * them. It never touches a file, and knows workers only by what they ask and report.
 */
export class Coordinator implements CoordinatorContract, CoordinatorRpc {
  private readonly inputs: readonly string[];
  private readonly reduces: number;
  private readonly mapTasks: TaskPool;
  private readonly reduceTasks: TaskPool;

  constructor({ inputs, reduces }: CoordinatorConfig) {
    this.inputs = inputs;
    this.reduces = reduces;
    this.mapTasks = new TaskPool(inputs.length);
    this.reduceTasks = new TaskPool(reduces);
  }

  done(): boolean {
    return this.mapTasks.allCompleted && this.reduceTasks.allCompleted;
  }

  requestTask({ worker }: RequestTaskArgs): Assignment {
    if (this.done()) return { kind: 'done' };
    const assignment = this.mapTasks.allCompleted ? this.nextReduce(worker) : this.nextMap(worker);
    return assignment ?? { kind: 'wait' };
  }

  reportTask({ kind, index }: TaskId): ReportReply {
    const tasks = kind === 'map' ? this.mapTasks : this.reduceTasks;
    tasks.complete(index);
    return {};
  }

  private nextMap(worker: string): Assignment | undefined {
    const index = this.mapTasks.take(worker, performance.now());
    const input = index === undefined ? undefined : this.inputs[index];
    if (index === undefined || input === undefined) return undefined;
    return { kind: 'map', index, input, reduces: this.reduces };
  }

  /** Only once all maps are completed: until then, no list of values is known to be complete. */
  private nextReduce(worker: string): Assignment | undefined {
    const index = this.reduceTasks.take(worker, performance.now());
    if (index === undefined) return undefined;
    return { kind: 'reduce', index, maps: this.inputs.length };
  }
}
