import type { Edit, Mutant } from '../mutant.ts';

const APPLY_BY_TERM: Edit['find'] = 'const isOurs = this.submissions.get(index)?.term === term;';
const DEPOSED: Edit['find'] = 'if (!isLeader || submission.term !== term) this';
const CHECK_MS: Edit['find'] = 'const LEADERSHIP_CHECK_MS = 100;';
const WATCH: Edit['find'] = '      this.watchLeadership();\n    });';

const OFFICE_ONLY: readonly Edit[] = [
  { file: 'rsm.ts', find: DEPOSED, replace: 'if (!isLeader && submission.term <= term) this' },
];

/** Looks only now and then, and for the office only: a term between two reigns goes unnoticed. */
const SELDOM: readonly Edit[] = [
  { file: 'rsm.ts', find: CHECK_MS, replace: 'const LEADERSHIP_CHECK_MS = 900;' },
  ...OFFICE_ONLY,
];

/** Bugs in who gets which answer, and when. */
const ANSWERS: readonly Mutant[] = [
  {
    name: 'answer with whatever is applied at the index',
    edits: [{ file: 'rsm.ts', find: APPLY_BY_TERM, replace: 'const isOurs = index > 0 && term > 0;' }],
    part: 'lab3a',
    scenario: 'rsm-index-reused',
    rules: ['rsm/result', 'rsm/answered-early'],
    staged: false,
  },
  {
    name: 'ask who leads when an entry is applied, not for its term',
    edits: [
      ...SELDOM,
      {
        file: 'rsm.ts',
        find: APPLY_BY_TERM,
        replace: 'const isOurs = term > 0 && this.raft.getState().isLeader;',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-led-before',
    rules: ['rsm/result', 'rsm/answered-early'],
    staged: false,
  },
  {
    name: 'look for the office only, not for the term',
    edits: SELDOM,
    part: 'lab3a',
    scenario: 'rsm-led-before',
    rules: ['rsm/answered'],
    staged: false,
  },
  {
    name: 'look for the office only, though ten times a second',
    edits: OFFICE_ONLY,
    part: 'lab3a',
    scenario: 'rsm-led-before',
    rules: ['rsm/answered'],
    staged: false,
  },
  {
    name: 'forget who waits at an index when it is given out again',
    edits: [
      ...SELDOM,
      {
        file: 'rsm.ts',
        find: "    this.resolve(index, { kind: 'not-leader' });\n    return new",
        replace: '    return new',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-led-before',
    rules: ['rsm/answered'],
    staged: false,
  },
  {
    name: 'answer in the order of submission, whatever is applied',
    edits: [
      {
        file: 'rsm.ts',
        find: APPLY_BY_TERM,
        replace:
          'const oldest = this.submissions.keys().next().value;\n      if (oldest !== undefined && oldest !== index) return this.resolve(oldest, { kind: "applied", result });\n      const isOurs = term > 0;',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-restart-submit',
    rules: ['rsm/result', 'rsm/answered-early'],
    staged: false,
  },
  {
    name: 'remember who waits by the command, not by the entry',
    edits: [
      {
        file: 'rsm.ts',
        find: 'private readonly submissions = new Map<number, Submission<Result>>();',
        replace:
          'private readonly submissions = new Map<number, Submission<Result>>();\n  private readonly indexes = new Map<string, number>();',
      },
      {
        file: 'rsm.ts',
        find: '      this.submissions.set(index, { term, resolve });',
        replace:
          '      this.indexes.set(JSON.stringify(command), index);\n      this.submissions.set(index, { term, resolve });',
      },
      {
        file: 'rsm.ts',
        find: '      this.resolve(index, isOurs',
        replace: '      this.resolve(this.indexes.get(JSON.stringify(message.command)) ?? index, isOurs',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-equal-commands',
    rules: ['rsm/answered', 'rsm/result'],
    staged: true,
  },
  {
    name: 'never answer where the command was not accepted',
    edits: [
      {
        file: 'rsm.ts',
        find: "return Promise.resolve({ kind: 'not-leader' });",
        replace: 'return new Promise(() => {});',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-follower',
    rules: ['rsm/answered'],
    staged: true,
  },
  {
    name: 'one command at a time: refuse the others',
    edits: [
      {
        file: 'rsm.ts',
        find: '    const started = this.raft.start(command);\n',
        replace:
          "    if (this.submissions.size > 0) return Promise.resolve({ kind: 'not-leader' });\n    const started = this.raft.start(command);\n",
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-concurrent',
    rules: ['rsm/leader-applies'],
    staged: true,
  },
  {
    name: 'note who waits only when the entry may have been applied already',
    edits: [
      {
        file: 'rsm.ts',
        find: '      this.submissions.set(index, { term, resolve });\n      this.watchLeadership();\n',
        replace:
          '      setTimeout(() => {\n        this.submissions.set(index, { term, resolve });\n        this.watchLeadership();\n      }, 10);\n',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-basic',
    rules: ['rsm/answered'],
    staged: true,
  },
];

/** Bugs in what is applied, and in waiting for it. */
const APPLYING: readonly Mutant[] = [
  {
    name: 'apply before it is committed',
    edits: [
      {
        file: 'rsm.ts',
        find: '    return new Promise((resolve) => {\n      this.submissions.set',
        replace:
          "    return new Promise((resolve) => {\n      resolve({ kind: 'applied', result: this.machine.apply(command) });\n      this.submissions.set",
      },
      {
        file: 'rsm.ts',
        find: '      const result = this.machine.apply(message.command as Command);\n',
        replace:
          '      if (this.submissions.get(index)?.term === term) return void this.submissions.delete(index);\n      const result = this.machine.apply(message.command as Command);\n',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-minority',
    rules: ['rsm/majority-commits', 'rsm/same-order'],
    staged: true,
  },
  {
    name: 'wait for ever after the office is lost, unless other commands come',
    edits: [
      { file: 'rsm.ts', find: WATCH, replace: '    });' },
      {
        file: 'rsm.ts',
        find: '    const { index, term } = message;\n',
        replace:
          "    const { index, term } = message;\n    for (const [waiting, submission] of this.submissions)\n      if (submission.term < term) this.resolve(waiting, { kind: 'not-leader' });\n",
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-nothing-follows',
    rules: ['rsm/answered'],
    staged: true,
  },
  {
    name: 'answer what was replaced, and let the rest of a minority wait for ever',
    edits: [{ file: 'rsm.ts', find: WATCH, replace: '    });' }],
    part: 'lab3a',
    scenario: 'rsm-minority',
    rules: ['rsm/answered'],
    staged: true,
  },
  {
    name: 'submit again what takes long',
    edits: [
      {
        file: 'rsm.ts',
        find: '      const { term, isLeader } = this.raft.getState();\n',
        replace:
          '      const { term, isLeader } = this.raft.getState();\n      for (const { command } of this.submissions.values()) if (isLeader) this.raft.start(command);\n',
      },
      {
        file: 'rsm.ts',
        find: '  readonly term: number;\n  resolve(',
        replace: '  readonly term: number;\n  readonly command: unknown;\n  resolve(',
      },
      { file: 'rsm.ts', find: '{ term, resolve });', replace: '{ term, command, resolve });' },
      { file: 'rsm.ts', find: CHECK_MS, replace: 'const LEADERSHIP_CHECK_MS = 25;' },
    ],
    part: 'lab3a',
    scenario: 'rsm-lossy-network',
    rules: ['rsm/applied-twice'],
    staged: false,
  },
  {
    name: 'leave out a command that equals the last one',
    edits: [
      {
        file: 'rsm.ts',
        find: '  private isWatching = false;\n',
        replace:
          '  private isWatching = false;\n  private last: { text: string; result: Result } | undefined;\n',
      },
      {
        file: 'rsm.ts',
        find: '      const result = this.machine.apply(message.command as Command);\n',
        replace:
          '      const text = JSON.stringify(message.command);\n      const result = this.last?.text === text ? this.last.result : this.machine.apply(message.command as Command);\n      this.last = { text, result };\n',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-equal-commands',
    rules: ['rsm/result'],
    staged: true,
  },
  {
    name: 'apply only what was submitted here',
    edits: [
      {
        file: 'rsm.ts',
        find: "    if (message.kind === 'command') {\n",
        replace: "    if (message.kind === 'command' && this.submissions.has(index)) {\n",
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-basic',
    rules: ['rsm/catches-up'],
    staged: true,
  },
  {
    name: 'take snapshots although nobody wants any',
    edits: [
      {
        file: 'rsm.ts',
        find: 'if (this.persister.stateBytes < SNAPSHOT_SHARE * this.maxStateBytes) return;',
        replace:
          'if (this.persister.stateBytes < Math.min(SNAPSHOT_SHARE * this.maxStateBytes, 1000)) return;',
      },
    ],
    part: 'lab3a',
    scenario: 'rsm-restart',
    rules: ['kv/no-snapshot'],
    staged: true,
  },
];

/** Known bugs of `Rsm` without snapshots. */
export const REPLICATION_MUTANTS: readonly Mutant[] = [...ANSWERS, ...APPLYING];
