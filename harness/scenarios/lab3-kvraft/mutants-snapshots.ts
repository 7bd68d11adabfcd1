import type { Mutant } from '../mutant.ts';

/** What a clerk reads is not what it should be; the checker at the end of a run says it in its way. */
const LOST: readonly string[] = ['kv/append-missing', 'kv/two-orders', 'kv/append-order', 'kv/linearizable'];
const TWICE: readonly string[] = ['kv/applied-twice', 'kv/linearizable'];

const TAKE = '    this.raft.snapshot(index, this.machine.snapshot());\n';
const RESTORE_AT_START = '    if (snapshot) this.machine.restore(snapshot);\n';
const RESTORE_SENT = '    this.machine.restore(snapshot);\n    for (const index';
const DUE = 'if (this.persister.stateBytes < SNAPSHOT_SHARE * this.maxStateBytes) return;';
const ENCODE = 'return encode({ values, lastSequences });';
const DECODED = '    this.values = values;\n    this.lastSequences = lastSequences;\n';

/** Bugs in what a snapshot holds, and in how it is restored. */
export const SNAPSHOT_CONTENT_MUTANTS: readonly Mutant[] = [
  {
    name: 'leave what tells duplicates out of the snapshot',
    edits: [
      {
        file: 'kv-machine.ts',
        find: ENCODE,
        replace: 'return encode({ values, lastSequences: new Map() });',
      },
    ],
    part: 'lab3b',
    scenario: 'duplicate-after-restart',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'restore what tells duplicates at the start, and not when a snapshot is sent',
    edits: [
      {
        file: 'kv-machine.ts',
        find: DECODED,
        replace:
          '    if (this.lastSequences.size === 0) this.lastSequences = lastSequences;\n    this.values = values;\n',
      },
    ],
    part: 'lab3b',
    scenario: 'duplicate-after-install',
    rules: TWICE,
    staged: true,
  },
  {
    name: 'snapshot what tells duplicates, and forget the values',
    edits: [
      {
        file: 'kv-machine.ts',
        find: ENCODE,
        replace: 'return encode({ values: new Map(), lastSequences });',
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-many-keys',
    rules: LOST,
    staged: true,
  },
  {
    name: 'snapshot one value in two',
    edits: [
      {
        file: 'kv-machine.ts',
        find: ENCODE,
        replace:
          'const some = new Map([...values].filter((_, position) => position % 2 === 0));\n    return encode({ values: some, lastSequences });',
      },
    ],
    part: 'lab3b',
    scenario: 'laggard',
    rules: LOST,
    staged: false,
  },
  {
    name: 'keep the values that are there when a snapshot is restored',
    edits: [
      {
        file: 'kv-machine.ts',
        find: DECODED,
        replace:
          '    for (const [key, value] of values) if (!this.values.has(key)) this.values.set(key, value);\n    this.lastSequences = lastSequences;\n',
      },
    ],
    part: 'lab3b',
    scenario: 'laggard-leads',
    rules: LOST,
    staged: true,
  },
  {
    name: 'ignore a snapshot that was sent',
    edits: [{ file: 'rsm.ts', find: RESTORE_SENT, replace: '    void snapshot;\n    for (const index' }],
    part: 'lab3b',
    scenario: 'laggard-leads',
    rules: LOST,
    staged: true,
  },
  {
    name: 'restore a snapshot that was sent a moment later, when more is applied already',
    edits: [
      {
        file: 'rsm.ts',
        find: RESTORE_SENT,
        replace: '    setTimeout(() => this.machine.restore(snapshot), 50);\n    for (const index',
      },
    ],
    part: 'lab3b',
    scenario: 'far-behind',
    rules: LOST,
    staged: false,
  },
  {
    name: 'forget to restore the snapshot at the start',
    edits: [{ file: 'rsm.ts', find: RESTORE_AT_START, replace: '    void snapshot;\n' }],
    part: 'lab3b',
    scenario: 'snapshot-restarts',
    rules: LOST,
    staged: true,
  },
  {
    name: 'take the snapshot before the entry of its index is applied',
    edits: [
      { file: 'rsm.ts', find: '    this.snapshotIfDue(index);\n', replace: '' },
      {
        file: 'rsm.ts',
        find: '    const { index, term } = message;\n',
        replace: '    const { index, term } = message;\n    this.snapshotIfDue(index);\n',
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-rolling-restarts',
    rules: LOST,
    staged: false,
  },
  {
    name: 'shorten the log first, and save the snapshot after that',
    edits: [
      {
        file: 'rsm.ts',
        find: TAKE,
        replace:
          '    const old = this.persister.readSnapshot() ?? this.machine.snapshot();\n    this.raft.snapshot(index, old);\n    const state = this.persister.readState() ?? new Uint8Array();\n    this.persister.save(state, this.machine.snapshot());\n',
      },
    ],
    part: 'lab3b',
    scenario: 'crash-after-snapshot',
    rules: [...LOST, ...TWICE],
    staged: false,
  },
];

/** Bugs in when a snapshot is taken, and in what grows. */
export const SNAPSHOT_SIZE_MUTANTS: readonly Mutant[] = [
  {
    name: 'never take a snapshot',
    edits: [{ file: 'rsm.ts', find: TAKE, replace: '    void index;\n' }],
    part: 'lab3b',
    scenario: 'snapshot-size',
    rules: ['kv/state-size'],
    staged: true,
  },
  {
    name: 'save the snapshot and do not tell Raft',
    edits: [
      {
        file: 'rsm.ts',
        find: TAKE,
        replace:
          '    const state = this.persister.readState();\n    if (state && index > 0) this.persister.save(state, this.machine.snapshot());\n',
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-size',
    rules: ['kv/state-size'],
    staged: true,
  },
  {
    name: 'take snapshots on the leader only',
    edits: [
      { file: 'rsm.ts', find: DUE, replace: `${DUE}\n    if (!this.raft.getState().isLeader) return;` },
    ],
    part: 'lab3b',
    scenario: 'snapshot-size',
    rules: ['kv/state-size'],
    staged: true,
  },
  {
    name: 'look at the size of the state every two seconds',
    edits: [
      {
        file: 'rsm.ts',
        find: DUE,
        replace: `${DUE}\n    if (Date.now() < this.nextMs) return;\n    this.nextMs = Date.now() + 2000;`,
      },
      {
        file: 'rsm.ts',
        find: '  private isWatching = false;\n',
        replace: '  private isWatching = false;\n  private nextMs = 0;\n',
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-speed',
    rules: ['kv/state-size'],
    staged: true,
  },
  {
    name: 'take a snapshot with every operation',
    edits: [{ file: 'rsm.ts', find: 'const SNAPSHOT_SHARE = 0.9;', replace: 'const SNAPSHOT_SHARE = 0;' }],
    part: 'lab3b',
    scenario: 'snapshots-rarely',
    rules: ['kv/snapshot-economy'],
    staged: true,
  },
  {
    name: 'remember every operation that was ever executed',
    edits: [
      {
        file: 'kv-machine.ts',
        find: '  readonly lastSequences: Map<string, number>;\n',
        replace: '  readonly lastSequences: Map<string, number>;\n  readonly executed: Set<string>;\n',
      },
      {
        file: 'kv-machine.ts',
        find: '  private values = new Map<string, string>();\n',
        replace: '  private values = new Map<string, string>();\n  private executed = new Set<string>();\n',
      },
      {
        file: 'kv-machine.ts',
        find: '      this.lastSequences.set(clerkId, sequence);\n',
        replace:
          '      this.lastSequences.set(clerkId, sequence);\n      this.executed.add(clerkId + sequence);\n',
      },
      {
        file: 'kv-machine.ts',
        find: ENCODE,
        replace: 'return encode({ values, lastSequences, executed: this.executed });',
      },
      {
        file: 'kv-machine.ts',
        find: DECODED,
        replace: `${DECODED}    this.executed = decode<SavedMachine>(snapshot).executed;\n`,
      },
    ],
    part: 'lab3b',
    scenario: 'bounded',
    rules: ['kv/snapshot-size'],
    staged: true,
  },
  {
    name: 'tell the servers with each request what was answered before',
    edits: [
      {
        file: 'messages.ts',
        find: '  readonly sequence: number;\n',
        replace: '  readonly sequence: number;\n  readonly answered?: readonly string[];\n',
      },
      {
        file: 'client.ts',
        find: 'sequence: this.sequence, operation };',
        replace:
          'sequence: this.sequence, operation, answered: [...Array(this.sequence).keys()].map(String) };',
      },
    ],
    part: 'lab3b',
    scenario: 'bounded',
    rules: ['kv/traffic'],
    staged: true,
  },
  {
    name: 'let everybody wait for a while when a snapshot is taken',
    edits: [
      {
        file: 'rsm.ts',
        find: '      else this.apply(message);\n',
        replace:
          '      else this.apply(message);\n      if (this.persister.snapshotBytes > 0) await new Promise((resolve) => setTimeout(resolve, 40));\n',
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-speed',
    rules: ['kv/speed'],
    staged: true,
  },
  {
    name: 'take snapshots although there is no limit',
    edits: [
      {
        file: 'rsm.ts',
        find: 'SNAPSHOT_SHARE * this.maxStateBytes)',
        replace: 'SNAPSHOT_SHARE * Math.min(this.maxStateBytes, 3000))',
      },
    ],
    part: 'lab3a',
    scenario: 'one-client',
    rules: ['kv/no-snapshot'],
    staged: true,
  },
];
