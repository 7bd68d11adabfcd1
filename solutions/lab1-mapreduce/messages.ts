/**
 * What workers ask of the coordinator. Both calls may be repeated, by a worker that got no answer or by the
 * network: the coordinator takes each for what it is, once more the same.
 */
export interface CoordinatorRpc {
  requestTask(args: RequestTaskArgs): Assignment;
  reportTask(args: TaskId): ReportReply;
}

export interface RequestTaskArgs {
  /** `config.id` of the worker. */
  readonly worker: string;
}

export interface TaskId {
  readonly kind: 'map' | 'reduce';
  /** Number of the task in its phase, from 0. */
  readonly index: number;
}

export type Assignment =
  | MapTask
  | ReduceTask
  /** All tasks of the phase are in good hands: ask again soon. */
  | { readonly kind: 'wait' }
  /** The job is done: nobody is needed any more. */
  | { readonly kind: 'done' };

/** Split the pairs of `input` into one intermediate file for each of the `reduces` reduce tasks. */
export interface MapTask {
  readonly kind: 'map';
  readonly index: number;
  readonly input: string;
  readonly reduces: number;
}

/** Reduce what each of the `maps` map tasks has written for this task. */
export interface ReduceTask {
  readonly kind: 'reduce';
  readonly index: number;
  readonly maps: number;
}

/** Says nothing but that the report has arrived. */
export type ReportReply = Readonly<Record<string, never>>;
