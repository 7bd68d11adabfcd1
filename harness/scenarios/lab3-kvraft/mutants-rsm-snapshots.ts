import type { Mutant } from '../mutant.ts';

const IF_DUE = 'if (this.persister.stateBytes < SNAPSHOT_SHARE * this.maxStateBytes) return;';
const NO_SNAPSHOTS = 'if (this.maxStateBytes === Number.POSITIVE_INFINITY) return;';
const TAKE = 'this.raft.snapshot(index, this.machine.snapshot());';
const INSTALL_ANSWERS =
  "    for (const index of this.submissions.keys()) {\n      if (index <= lastIndex) this.resolve(index, { kind: 'not-leader' });\n    }\n";
/** What a restored machine does next is not what the others did. */
const APART: readonly string[] = ['rsm/same-order', 'rsm/applied-twice', 'rsm/invented'];

/** Bugs in when a snapshot is taken. */
const TAKING: readonly Mutant[] = [
  {
    name: 'never take a snapshot of the machine',
    edits: [{ file: 'rsm.ts', find: '    this.snapshotIfDue(index);\n  }', replace: '  }' }],
    part: 'lab3b',
    scenario: 'rsm-snapshots',
    rules: ['kv/state-size'],
    staged: true,
  },
  {
    name: 'take a snapshot of the machine with every command',
    edits: [{ file: 'rsm.ts', find: IF_DUE, replace: NO_SNAPSHOTS }],
    part: 'lab3b',
    scenario: 'rsm-few-snapshots',
    rules: ['rsm/snapshot-economy'],
    staged: true,
  },
  {
    name: 'take a snapshot when eight times the limit is passed, not before',
    edits: [{ file: 'rsm.ts', find: 'const SNAPSHOT_SHARE = 0.9;', replace: 'const SNAPSHOT_SHARE = 8;' }],
    part: 'lab3b',
    scenario: 'rsm-install',
    rules: ['kv/state-size'],
    staged: true,
  },
  {
    name: 'count commands, not bytes',
    edits: [{ file: 'rsm.ts', find: IF_DUE, replace: `${NO_SNAPSHOTS}\n    if (index % 30 !== 0) return;` }],
    part: 'lab3b',
    scenario: 'rsm-large-commands',
    rules: ['kv/state-size'],
    staged: true,
  },
  {
    name: 'only the leader takes snapshots',
    edits: [
      { file: 'rsm.ts', find: IF_DUE, replace: `${IF_DUE}\n    if (!this.raft.getState().isLeader) return;` },
    ],
    part: 'lab3b',
    scenario: 'rsm-install',
    rules: ['kv/state-size'],
    staged: false,
  },
  {
    name: 'take the snapshot a little later, of a machine that has gone on',
    edits: [
      {
        file: 'rsm.ts',
        find: TAKE,
        replace: 'setTimeout(() => this.raft.snapshot(index, this.machine.snapshot()), 20);',
      },
    ],
    part: 'lab3b',
    scenario: 'rsm-restore',
    rules: APART,
    staged: false,
  },
  {
    name: 'name the entry before the last one that the snapshot holds',
    edits: [
      { file: 'rsm.ts', find: TAKE, replace: 'this.raft.snapshot(index - 1, this.machine.snapshot());' },
    ],
    part: 'lab3b',
    scenario: 'rsm-restore',
    rules: APART,
    staged: true,
  },
];

/** Bugs in what becomes of a snapshot. */
const RESTORING: readonly Mutant[] = [
  {
    name: 'start with an empty machine, whatever is on the disk',
    edits: [{ file: 'rsm.ts', find: '    if (snapshot) this.machine.restore(snapshot);\n', replace: '' }],
    part: 'lab3b',
    scenario: 'rsm-restore',
    rules: APART,
    staged: true,
  },
  {
    name: 'do not give the machine the snapshot of the leader',
    edits: [
      {
        file: 'rsm.ts',
        find: '    this.machine.restore(snapshot);\n    for',
        replace: '    if (lastIndex === 0) this.machine.restore(snapshot);\n    for',
      },
    ],
    part: 'lab3b',
    scenario: 'rsm-install',
    rules: APART,
    staged: true,
  },
  {
    name: 'wait for ever for what a snapshot covers',
    edits: [
      {
        file: 'rsm.ts',
        find: INSTALL_ANSWERS,
        replace: '    if (lastIndex > 0) this.isWatching = true;\n',
      },
      {
        file: 'rsm.ts',
        find: 'const LEADERSHIP_CHECK_MS = 100;',
        replace: 'const LEADERSHIP_CHECK_MS = 900;',
      },
      {
        file: 'rsm.ts',
        find: 'if (!isLeader || submission.term !== term) this',
        replace: 'if (submission.term < 0 && term > 0 && !isLeader) this',
      },
    ],
    part: 'lab3b',
    scenario: 'rsm-index-in-snapshot',
    rules: ['rsm/answered'],
    staged: true,
  },
  {
    name: 'take for applied what a snapshot covers',
    edits: [
      {
        file: 'rsm.ts',
        find: INSTALL_ANSWERS,
        replace: INSTALL_ANSWERS.replace(
          "{ kind: 'not-leader' }",
          "{ kind: 'applied', result: undefined as Result }",
        ),
      },
    ],
    part: 'lab3b',
    scenario: 'rsm-index-in-snapshot',
    rules: ['rsm/result', 'rsm/answered-early'],
    staged: false,
  },
];

/** Known bugs of `Rsm` with snapshots. */
export const REPLICATION_SNAPSHOT_MUTANTS: readonly Mutant[] = [...TAKING, ...RESTORING];
