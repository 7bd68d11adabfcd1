import type { Mutant } from '../mutant.ts';

/** What a clerk reads is not what it should be; the checker at the end of a run says it in its way. */
const LOST: readonly string[] = ['kv/append-missing', 'kv/two-orders', 'kv/append-order', 'kv/linearizable'];
const TWICE: readonly string[] = ['kv/applied-twice', 'kv/linearizable'];

const TAKE = '    this.raft.snapshot(index, this.machine.snapshot());\n';
const RESTORE_AT_START = '    if (snapshot) this.machine.restore(snapshot);\n';
const RESTORE_SENT = '    this.machine.restore(snapshot);\n    for (const index';
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
    scenario: 'snapshot-random-keys',
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
    scenario: 'far-behind',
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
    scenario: 'snapshot-rolling-restarts',
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
    scenario: 'snapshot-unreliable-restarts',
    rules: LOST,
    staged: false,
  },
  {
    name: 'snapshot only what was written since the last snapshot',
    edits: [
      {
        file: 'kv-machine.ts',
        find: '  private values = new Map<string, string>();\n',
        replace:
          '  private values = new Map<string, string>();\n  private written = new Map<string, string>();\n',
      },
      {
        file: 'kv-machine.ts',
        find: '    this.values.set(key, before + value);\n',
        replace: '    this.values.set(key, before + value);\n    this.written.set(key, before + value);\n',
      },
      {
        file: 'kv-machine.ts',
        find: ENCODE,
        replace:
          'const bytes = encode({ values: this.written.size < values.size ? this.written : values, lastSequences });\n    this.written = new Map();\n    return bytes;',
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-everything',
    rules: LOST,
    staged: false,
  },
  {
    name: 'forget what tells duplicates when a snapshot is taken',
    edits: [
      {
        file: 'kv-machine.ts',
        find: ENCODE,
        replace:
          'const bytes = encode({ values, lastSequences });\n    this.lastSequences = new Map();\n    return bytes;',
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-unreliable',
    rules: TWICE,
    staged: false,
  },
  {
    name: 'restore the values, and not what tells duplicates',
    edits: [
      {
        file: 'kv-machine.ts',
        find: DECODED,
        replace: '    this.values = values;\n    void lastSequences;\n',
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-partitions',
    rules: [...TWICE, ...LOST],
    staged: false,
  },
  {
    name: 'go back to the snapshot on the disk when the office is lost',
    edits: [
      {
        file: 'rsm.ts',
        find: '      const { term, isLeader } = this.raft.getState();\n',
        replace:
          '      const { term, isLeader } = this.raft.getState();\n      const saved = this.persister.readSnapshot();\n      if (!isLeader && saved) this.machine.restore(saved);\n',
      },
    ],
    part: 'lab3b',
    scenario: 'far-behind',
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
