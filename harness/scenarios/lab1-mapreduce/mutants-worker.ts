// biome-ignore-all lint/suspicious/noTemplateCurlyInString: edits are source text

import type { Mutant } from '../mutant.ts';

/** Bugs in how a worker asks, is answered, waits and leaves. */
export const WORKER_MUTANTS: readonly Mutant[] = [
  {
    name: 'keep a question for eight seconds',
    edits: [
      {
        file: 'coordinator.ts',
        find: 'requestTask({ worker }: RequestTaskArgs): Assignment {',
        replace: 'async requestTask({ worker }: RequestTaskArgs): Promise<Assignment> {',
      },
      {
        file: 'coordinator.ts',
        find: "return assignment ?? { kind: 'wait' };",
        replace:
          'if (!assignment) await new Promise((resolve) => setTimeout(resolve, 8000));\n' +
          "    return assignment ?? { kind: 'wait' };",
      },
    ],
    part: 'lab1',
    scenario: 'waiting-is-cheap',
    rules: ['mapreduce/polling'],
    staged: true,
  },
  {
    name: 'leave at the first call that gets no answer',
    edits: [{ file: 'worker.ts', find: 'const TRIES = 20;', replace: 'const TRIES = 1;' }],
    part: 'lab1',
    scenario: 'lost-messages',
    rules: ['mapreduce/worker-stays'],
    staged: true,
  },
  {
    name: 'give the coordinator five seconds to answer',
    edits: [{ file: 'worker.ts', find: 'const TRIES = 20;', replace: 'const TRIES = 10;' }],
    part: 'lab1',
    scenario: 'coordinator-gone',
    rules: ['mapreduce/worker-stays'],
    staged: true,
  },
  {
    name: 'leave when there is nothing to do for the moment',
    edits: [
      {
        file: 'worker.ts',
        find: "if (!task || task.kind === 'done') return;",
        replace: "if (!task || task.kind === 'done' || task.kind === 'wait') return;",
      },
    ],
    part: 'lab1',
    scenario: 'early-exit',
    rules: ['mapreduce/worker-stays'],
    staged: true,
  },
  {
    name: 'never leave without being told to',
    edits: [
      {
        file: 'worker.ts',
        find: 'while (!answer && this.unanswered < TRIES) {',
        replace: 'while (!answer) {',
      },
    ],
    part: 'lab1',
    scenario: 'coordinator-gone',
    rules: ['mapreduce/worker-leaves'],
    staged: true,
  },
  {
    name: 'ask again without a pause',
    edits: [{ file: 'worker.ts', find: 'const POLL_MS = 200;', replace: 'const POLL_MS = 1;' }],
    part: 'lab1',
    scenario: 'waiting-is-cheap',
    rules: ['mapreduce/polling'],
    staged: true,
  },
  {
    name: 'sleep long when there is nothing to do for the moment',
    edits: [{ file: 'worker.ts', find: 'const POLL_MS = 200;', replace: 'const POLL_MS = 15_000;' }],
    part: 'lab1',
    scenario: 're-execution',
    rules: ['mapreduce/re-executes'],
    staged: false,
  },
  {
    name: 'report a task before it is done',
    edits: [
      {
        file: 'worker.ts',
        find: "if (task.kind === 'wait' || !(await this.perform(task))) {",
        replace: "if (task.kind === 'wait') {",
      },
      {
        file: 'worker.ts',
        find: 'if (!reply) return;\n    }',
        replace: 'if (!reply) return;\n      await this.perform(task);\n    }',
      },
    ],
    part: 'lab1',
    scenario: 'early-exit',
    rules: ['mapreduce/done-too-early'],
    staged: true,
  },
  {
    name: 'forget to await map',
    edits: [{ file: 'worker.ts', find: 'of await this.app.map(', replace: 'of this.app.map(' }],
    part: 'lab1',
    scenario: 'map-parallelism',
    rules: ['lab/exception'],
    staged: true,
  },
  {
    name: 'forget to await reduce',
    edits: [
      {
        file: 'worker.ts',
        find: '${await this.app.reduce(key, values)}',
        replace: '${this.app.reduce(key, values)}',
      },
    ],
    part: 'lab1',
    scenario: 'reduce-parallelism',
    rules: ['mapreduce/done-too-early', 'mapreduce/output'],
    staged: true,
  },
  {
    name: 'call a map by its number',
    edits: [
      {
        file: 'worker.ts',
        find: 'await this.app.map(input, contents)',
        replace: 'await this.app.map(String(index), contents)',
      },
    ],
    part: 'lab1',
    scenario: 'indexer',
    rules: ['mapreduce/map-input'],
    staged: true,
  },
];
