import type { Mutant } from '../mutant.ts';

const TAKE = '    this.raft.snapshot(index, this.machine.snapshot());\n';
const DUE = 'if (this.persister.stateBytes < SNAPSHOT_SHARE * this.maxStateBytes) return;';
const ENCODE = 'return encode({ values, lastSequences });';
const DECODED = '    this.values = values;\n    this.lastSequences = lastSequences;\n';

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
    name: 'take a snapshot only while the state is not too large yet',
    edits: [
      {
        file: 'rsm.ts',
        find: DUE,
        replace: `${DUE}\n    if (this.persister.stateBytes > 1.2 * this.maxStateBytes) return;`,
      },
    ],
    part: 'lab3b',
    scenario: 'snapshot-large-values',
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
