import type { Mutant } from '../mutant.ts';

const COMMIT_LOST: readonly string[] = ['raft/leader-completeness', 'raft/state-machine-safety'];

/** Bugs in what a snapshot replaces, and in how it travels. */
export const SNAPSHOT_MUTANTS: readonly Mutant[] = [
  {
    name: 'save state and snapshot one after the other',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.persister.save(encode({ currentTerm, votedFor, log: log.saved() }), snapshot);',
        replace:
          'const state = encode({ currentTerm, votedFor, log: log.saved() });\n    this.persister.save(state);\n    if (snapshot) this.persister.save(state, snapshot);',
      },
    ],
    part: 'lab2d',
    scenario: 'crash-at-snapshot',
    rules: ['raft/apply-order', 'raft/snapshot-content'],
    staged: true,
  },
  {
    name: 'hand in a snapshot and keep the log',
    edits: [
      {
        file: 'raft.ts',
        find: '    this.log.replacePrefix(index, this.log.termAt(index));\n',
        replace: '',
      },
    ],
    part: 'lab2d',
    scenario: 'snapshots',
    rules: ['raft/log-trimmed'],
    staged: true,
  },
  {
    name: 'save the trimmed log without the snapshot',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.log.replacePrefix(index, this.log.termAt(index));\n    this.persist(snapshot);',
        replace:
          'this.log.replacePrefix(index, this.log.termAt(index));\n    this.persist(snapshot.length > 0 ? undefined : snapshot);',
      },
    ],
    part: 'lab2d',
    scenario: 'crash-twice',
    rules: ['raft/apply-order', 'raft/snapshot-content'],
    staged: true,
  },
  {
    name: 'drop the entries that follow a snapshot of the own service',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.log.replacePrefix(index, this.log.termAt(index));',
        replace:
          "const lastIncludedTerm = this.log.termAt(index);\n    if (this.role === 'leader') this.log.replacePrefix(index, lastIncludedTerm);\n    else this.log = new Log({ lastIncludedIndex: index, lastIncludedTerm, entries: [] });",
      },
    ],
    part: 'lab2d',
    scenario: 'entries-after-snapshot',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'discard the whole log when a snapshot is installed',
    edits: [
      {
        file: 'raft.ts',
        find: '      this.log.replacePrefix(index, term);\n',
        replace:
          '      this.log = new Log({ lastIncludedIndex: index, lastIncludedTerm: term, entries: [] });\n',
      },
    ],
    part: 'lab2d',
    scenario: 'entries-after-snapshot',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'install an old snapshot',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (this.acceptLeader(args.term) && index > this.commitIndex) {',
        replace: 'if (this.acceptLeader(args.term)) {',
      },
    ],
    part: 'lab2d',
    scenario: 'late-snapshots',
    rules: ['raft/apply-order', 'raft/snapshot-content'],
    staged: true,
  },
  {
    name: 'install a snapshot that is newer than the log begins, but not than what is applied',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (this.acceptLeader(args.term) && index > this.commitIndex) {',
        replace: 'if (this.acceptLeader(args.term) && index > this.log.lastIncludedIndex) {',
      },
    ],
    part: 'lab2d',
    scenario: 'late-snapshots',
    rules: ['raft/apply-order'],
    staged: true,
  },
  {
    name: 'save an old snapshot, though the service does not get it',
    edits: [
      {
        file: 'raft.ts',
        find: '    // An old snapshot tells us nothing',
        replace:
          '    if (term > 0 && index <= this.commitIndex) this.persist(snapshot);\n    // An old snapshot tells us nothing',
      },
    ],
    part: 'lab2d',
    scenario: 'late-snapshots',
    rules: ['raft/apply-order', 'raft/snapshot-content'],
    staged: true,
  },
  {
    name: 'install a snapshot without telling the service',
    edits: [
      {
        file: 'raft.ts',
        find: "      this.applyCh.send({ kind: 'snapshot', index, term, snapshot });\n",
        replace: '',
      },
    ],
    part: 'lab2d',
    scenario: 'install-after-cut',
    rules: ['raft/apply-order'],
    staged: true,
  },
  {
    name: 'install a snapshot without saving it',
    edits: [
      {
        file: 'raft.ts',
        find: '      this.log.replacePrefix(index, term);\n      this.persist(snapshot);\n',
        replace: '      this.log.replacePrefix(index, term);\n      this.persist();\n',
      },
    ],
    part: 'lab2d',
    scenario: 'crash-at-install',
    rules: ['raft/apply-order', 'raft/snapshot-content'],
    staged: true,
  },
  {
    name: 'take an old snapshot from the service',
    edits: [
      {
        file: 'raft.ts',
        find: '    if (index <= this.log.lastIncludedIndex) return;\n',
        replace:
          '    if (index <= this.log.lastIncludedIndex) {\n      this.persist(snapshot);\n      return;\n    }\n',
      },
    ],
    part: 'lab2d',
    scenario: 'old-snapshot',
    rules: ['raft/apply-order', 'raft/snapshot-content'],
    staged: true,
  },
  {
    name: 'do not load the snapshot at the start, and wipe it with the next save',
    edits: [
      {
        file: 'raft.ts',
        find: '  private replicationPlanned = false;\n',
        replace: '  private replicationPlanned = false;\n  private kept: Uint8Array = new Uint8Array();\n',
      },
      {
        file: 'raft.ts',
        find: 'this.persister.save(encode({ currentTerm, votedFor, log: log.saved() }), snapshot);',
        replace:
          'if (snapshot) this.kept = snapshot;\n    this.persister.save(encode({ currentTerm, votedFor, log: log.saved() }), this.kept);',
      },
    ],
    part: 'lab2d',
    scenario: 'crash-twice',
    rules: ['raft/snapshot-content', 'raft/apply-order'],
    staged: true,
  },
  {
    name: 'send a snapshot from memory that was never loaded from the disk',
    edits: [
      {
        file: 'raft.ts',
        find: '  private replicationPlanned = false;\n',
        replace: '  private replicationPlanned = false;\n  private kept: Uint8Array | undefined;\n',
      },
      {
        file: 'raft.ts',
        find: '    const { currentTerm, votedFor, log } = this;\n',
        replace: '    const { currentTerm, votedFor, log } = this;\n    this.kept = snapshot ?? this.kept;\n',
      },
      {
        file: 'raft.ts',
        find: 'const data = this.persister.readSnapshot() ?? new Uint8Array();',
        replace: 'const data = this.kept ?? new Uint8Array();',
      },
    ],
    part: 'lab2d',
    scenario: 'crash-twice',
    rules: ['raft/snapshot-content'],
    staged: true,
  },
  {
    name: 'forget the term of the last entry in the snapshot',
    edits: [
      {
        file: 'log.ts',
        find: 'this.lastIncludedTerm = saved?.lastIncludedTerm ?? 0;',
        replace: 'this.lastIncludedTerm = 0;',
      },
    ],
    part: 'lab2d',
    scenario: 'crash-at-snapshot',
    rules: ['raft/agreement'],
    staged: true,
  },
  {
    name: 'begin to apply at index 1 after a restart',
    edits: [
      {
        file: 'raft.ts',
        find: '    this.commitIndex = this.log.lastIncludedIndex;\n    this.lastApplied = this.log.lastIncludedIndex;\n',
        replace: '',
      },
      {
        file: 'raft.ts',
        find: '      const { term, command } = this.log.at(this.lastApplied);\n',
        replace:
          '      const at = Math.max(this.lastApplied, this.log.lastIncludedIndex + 1);\n      if (at > this.log.lastIndex) continue;\n      const { term, command } = this.log.at(at);\n',
      },
    ],
    part: 'lab2d',
    scenario: 'install-after-crash',
    rules: ['raft/apply-order'],
    staged: false,
  },
  {
    name: 'send the snapshot again at every heartbeat',
    edits: [
      {
        file: 'raft.ts',
        find: '    else void this.sendEntries(other);\n',
        replace:
          '    else {\n      if (this.log.lastIncludedIndex > 0 && other.nextIndex > this.log.lastIndex) void this.sendSnapshot(other);\n      void this.sendEntries(other);\n    }\n',
      },
    ],
    part: 'lab2d',
    scenario: 'snapshot-economy',
    rules: ['raft/snapshot-economy'],
    staged: true,
  },
  {
    name: 'take the snapshot of the leader for its whole log',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.recordMatch(other, lastIncludedIndex);',
        replace: 'this.recordMatch(other, this.log.lastIndex);',
      },
    ],
    part: 'lab2d',
    scenario: 'snapshots-keep-coming',
    rules: ['raft/agreement', ...COMMIT_LOST],
    staged: false,
  },
  {
    name: 'give up on a follower that needs a snapshot',
    edits: [
      {
        file: 'raft.ts',
        find: 'else if (other.nextIndex <= this.log.lastIncludedIndex) void this.sendSnapshot(other);',
        replace:
          'else if (other.nextIndex <= this.log.lastIncludedIndex) other.nextIndex = this.log.lastIncludedIndex + 1;',
      },
    ],
    part: 'lab2d',
    scenario: 'install-after-cut',
    rules: ['raft/agreement'],
    staged: false,
  },
];
