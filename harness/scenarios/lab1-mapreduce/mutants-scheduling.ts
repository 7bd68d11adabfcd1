import type { Edit, Mutant } from '../mutant.ts';

/** As many students do: a file that is missing is taken for one with nothing in it. */
export const TAKE_MISSING_FOR_EMPTY: Edit = {
  file: 'worker.ts',
  find: 'if (text === undefined) return false;',
  replace: 'if (text === undefined) continue;',
};

const ALL_COMPLETED = 'return this.nextIdle === this.count && this.running.size === 0;';
const NEXT_ASSIGNMENT =
  'const assignment = this.mapTasks.allCompleted ? this.nextReduce(worker) : this.nextMap(worker);';

/** Bugs in who gets which task, and when. */
export const SCHEDULING_MUTANTS: readonly Mutant[] = [
  {
    name: 'never give a task to a second worker',
    edits: [
      { file: 'task-pool.ts', find: '      this.takeOverdue(worker, nowMs) ??\n', replace: '' },
      { file: 'task-pool.ts', find: ' ??\n      this.takeStraggler(worker, nowMs)', replace: '' },
    ],
    part: 'lab1',
    scenario: 're-execution',
    rules: ['mapreduce/re-executes'],
    staged: true,
  },
  {
    name: 'give only maps to a second worker',
    edits: [
      {
        file: 'coordinator.ts',
        find: 'this.reduceTasks.take(worker, performance.now())',
        replace: 'this.reduceTasks.take(worker, 0)',
      },
    ],
    part: 'lab1',
    scenario: 'crashes',
    rules: ['mapreduce/finishes'],
    staged: false,
  },
  {
    name: 'take a worker for dead after a second',
    edits: [{ file: 'task-pool.ts', find: 'TIMEOUT_MS = 10_000', replace: 'TIMEOUT_MS = 1_000' }],
    part: 'lab1',
    scenario: 'slow-but-alive',
    rules: ['mapreduce/no-needless-work'],
    staged: true,
  },
  {
    name: 'give the tasks in progress to everybody who asks',
    edits: [{ file: 'task-pool.ts', find: 'BACKUP_AFTER_MS = 5_000', replace: 'BACKUP_AFTER_MS = 0' }],
    part: 'lab1',
    scenario: 'job-count',
    rules: ['mapreduce/no-needless-work'],
    staged: true,
  },
  {
    name: 'make backup copies before all tasks are given out',
    edits: [
      {
        file: 'task-pool.ts',
        find: '      this.takeIdle(worker, nowMs) ??\n      this.takeStraggler(worker, nowMs)',
        replace: '      this.takeStraggler(worker, nowMs) ??\n      this.takeIdle(worker, nowMs)',
      },
    ],
    part: 'lab1',
    scenario: 'slow-but-alive',
    rules: ['mapreduce/no-needless-work'],
    staged: true,
  },
  {
    name: 'let a completed task time out all the same',
    edits: [
      {
        file: 'task-pool.ts',
        find: 'private nextIdle = 0;',
        replace: 'private nextIdle = 0;\n  private readonly completed = new Set<number>();',
      },
      { file: 'task-pool.ts', find: ALL_COMPLETED, replace: 'return this.completed.size === this.count;' },
      {
        file: 'task-pool.ts',
        find: 'complete(index: number): void {\n    this.running.delete(index);',
        replace: 'complete(index: number): void {\n    this.completed.add(index);',
      },
      {
        file: 'task-pool.ts',
        find: 'if (task.worker === worker) return',
        replace: 'if (task.worker === worker && !this.completed.has(index)) return',
      },
      {
        file: 'task-pool.ts',
        find: 'if (!isBackup) return',
        replace: 'if (!isBackup && !this.completed.has(index)) return',
      },
    ],
    part: 'lab1',
    scenario: 'slow-but-alive',
    rules: ['mapreduce/no-needless-work'],
    staged: true,
  },
  {
    name: 'leave the clock of a task alone when it is given out again',
    edits: [
      {
        file: 'task-pool.ts',
        find: 'if (nowMs - givenAtMs < TIMEOUT_MS) return undefined;\n    return this.give(index, { worker, givenAtMs: nowMs,',
        replace:
          'if (nowMs - givenAtMs < TIMEOUT_MS) return undefined;\n    return this.give(index, { worker, givenAtMs,',
      },
    ],
    part: 'lab1',
    scenario: 'long-task',
    rules: ['mapreduce/no-needless-work'],
    staged: true,
  },
  {
    name: 'give out one task at a time',
    edits: [
      {
        file: 'task-pool.ts',
        find: 'if (this.nextIdle === this.count) return undefined;',
        replace: 'if (this.nextIdle === this.count || this.running.size > 0) return undefined;',
      },
    ],
    part: 'lab1',
    scenario: 'map-parallelism',
    rules: ['mapreduce/parallel'],
    staged: true,
  },
  {
    name: 'count reports in place of tasks',
    edits: [
      {
        file: 'task-pool.ts',
        find: 'private nextIdle = 0;',
        replace: 'private nextIdle = 0;\n  private reports = 0;',
      },
      { file: 'task-pool.ts', find: ALL_COMPLETED, replace: 'return this.reports >= this.count;' },
      {
        file: 'task-pool.ts',
        find: 'complete(index: number): void {\n',
        replace: 'complete(index: number): void {\n    this.reports += 1;\n',
      },
      TAKE_MISSING_FOR_EMPTY,
    ],
    part: 'lab1',
    scenario: 'late-report',
    rules: ['mapreduce/reduce-waits'],
    staged: true,
  },
  {
    name: 'throw at a report that nobody waits for',
    edits: [
      {
        file: 'task-pool.ts',
        find: 'this.running.delete(index);\n  }\n\n  /** A worker does',
        replace:
          "if (!this.running.delete(index)) throw new Error('not in progress');\n  }\n\n  /** A worker does",
      },
    ],
    part: 'lab1',
    scenario: 'doubled-requests',
    rules: ['lab/exception'],
    staged: true,
  },
  {
    name: 'heed a report only of who has the task now',
    edits: [
      {
        file: 'messages.ts',
        find: 'reportTask(args: TaskId)',
        replace: 'reportTask(args: TaskId & RequestTaskArgs)',
      },
      {
        file: 'coordinator.ts',
        find: '{ kind, index }: TaskId)',
        replace: '{ kind, index, worker }: TaskId & RequestTaskArgs)',
      },
      { file: 'coordinator.ts', find: 'tasks.complete(index);', replace: 'tasks.complete(index, worker);' },
      {
        file: 'task-pool.ts',
        find: 'complete(index: number): void {\n',
        replace:
          'complete(index: number, worker: string): void {\n    if (this.running.get(index)?.worker !== worker) return;\n',
      },
      {
        file: 'worker.ts',
        find: "const { kind, index } = task;\n      const reply = await this.insist(() => this.coordinator.call('reportTask', { kind, index }));",
        replace:
          "const { kind, index } = task;\n      const worker = this.id;\n      const reply = await this.insist(() => this.coordinator.call('reportTask', { kind, index, worker }));",
      },
    ],
    part: 'lab1',
    scenario: 'long-task',
    rules: ['mapreduce/finishes', 'mapreduce/no-needless-work'],
    staged: true,
  },
  {
    name: 'take a late report of a map for one of a reduce',
    edits: [
      {
        file: 'coordinator.ts',
        find: "reportTask({ kind, index }: TaskId): ReportReply {\n    const tasks = kind === 'map' ? this.mapTasks : this.reduceTasks;",
        replace:
          'reportTask({ index }: TaskId): ReportReply {\n    const tasks = this.mapTasks.allCompleted ? this.reduceTasks : this.mapTasks;',
      },
    ],
    part: 'lab1',
    scenario: 'report-of-last-phase',
    rules: ['mapreduce/done-too-early'],
    staged: false,
  },
  {
    name: 'reduce as soon as all maps are given out',
    edits: [
      {
        file: 'coordinator.ts',
        find: NEXT_ASSIGNMENT,
        replace: 'const assignment = this.nextMap(worker) ?? this.nextReduce(worker);',
      },
      TAKE_MISSING_FOR_EMPTY,
    ],
    part: 'lab1',
    scenario: 'job-count',
    rules: ['mapreduce/reduce-waits'],
    staged: true,
  },
  {
    name: 'call it done when the last task is given out',
    edits: [
      {
        file: 'coordinator.ts',
        find: 'return this.mapTasks.allCompleted && this.reduceTasks.allCompleted;',
        replace: 'return this.mapTasks.allCompleted && this.reduceTasks.allGivenOut;',
      },
      {
        file: 'task-pool.ts',
        find: '  get allCompleted()',
        replace:
          '  get allGivenOut(): boolean {\n    return this.nextIdle === this.count;\n  }\n\n  get allCompleted()',
      },
    ],
    part: 'lab1',
    scenario: 'early-exit',
    rules: ['mapreduce/done-too-early'],
    staged: true,
  },
  {
    name: 'say only once that the job is done',
    edits: [
      {
        file: 'coordinator.ts',
        find: 'return this.mapTasks.allCompleted && this.reduceTasks.allCompleted;',
        replace:
          'const isNews = !this.isDone;\n    this.isDone = this.mapTasks.allCompleted && this.reduceTasks.allCompleted;\n    return this.isDone && isNews;',
      },
      {
        file: 'coordinator.ts',
        find: 'private readonly reduces: number;',
        replace: 'private readonly reduces: number;\n  private isDone = false;',
      },
    ],
    part: 'lab1',
    scenario: 'word-count',
    rules: ['mapreduce/done-stays'],
    staged: true,
  },
  {
    name: 'take reports of reduces for those of maps',
    edits: [
      {
        file: 'coordinator.ts',
        find: "kind === 'map' ? this.mapTasks : this.reduceTasks",
        replace: "kind === 'map' || index >= 0 ? this.mapTasks : this.reduceTasks",
      },
    ],
    part: 'lab1',
    scenario: 'word-count',
    rules: ['mapreduce/finishes'],
    staged: true,
  },
  {
    name: 'wait for a first map also where there is none',
    edits: [
      {
        file: 'task-pool.ts',
        find: ALL_COMPLETED,
        replace: 'return this.nextIdle > 0 && this.nextIdle === this.count && this.running.size === 0;',
      },
    ],
    part: 'lab1',
    scenario: 'no-inputs',
    rules: ['mapreduce/finishes'],
    staged: true,
  },
];
