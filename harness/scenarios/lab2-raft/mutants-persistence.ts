import type { Mutant } from '../mutant.ts';

const COMMIT_LOST: readonly string[] = ['raft/leader-completeness', 'raft/state-machine-safety'];

/** Bugs in what a server keeps on its disk, and in what it makes of old terms. */
export const PERSISTENCE_MUTANTS: readonly Mutant[] = [
  {
    name: 'forget the vote in a crash',
    edits: [{ file: 'raft.ts', find: 'this.votedFor = saved.votedFor;', replace: 'this.votedFor = null;' }],
    part: 'lab2c',
    scenario: 'vote-survives',
    rules: ['raft/election-safety'],
    staged: true,
  },
  {
    name: 'forget the term in a crash',
    edits: [{ file: 'raft.ts', find: '    this.currentTerm = saved.currentTerm;\n', replace: '' }],
    part: 'lab2c',
    scenario: 'vote-survives',
    rules: ['raft/election-safety'],
    staged: true,
  },
  {
    name: 'save a granted vote only with the next entry',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.saveTerm(this.currentTerm, candidateId);',
        replace: 'this.votedFor = candidateId;',
      },
    ],
    part: 'lab2c',
    scenario: 'vote-survives',
    rules: ['raft/election-safety'],
    staged: true,
  },
  {
    name: 'stand for election without saving the own vote',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.saveTerm(this.currentTerm + 1, this.me);',
        replace: 'this.currentTerm += 1;\n    this.votedFor = this.me;',
      },
    ],
    part: 'lab2c',
    scenario: 'vote-survives',
    rules: ['raft/election-safety'],
    staged: true,
  },
  {
    name: 'save the own vote only when elected',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.saveTerm(this.currentTerm + 1, this.me);',
        replace: 'this.currentTerm += 1;\n    this.votedFor = this.me;',
      },
      {
        file: 'raft.ts',
        find: "    this.role = 'leader';\n",
        replace: "    this.role = 'leader';\n    this.persist();\n",
      },
    ],
    part: 'lab2c',
    scenario: 'vote-survives',
    rules: ['raft/election-safety'],
    staged: true,
  },
  {
    name: 'save a granted vote after the reply has left',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.saveTerm(this.currentTerm, candidateId);',
        replace: 'this.votedFor = candidateId;\n      setTimeout(() => this.persist(), 5000);',
      },
    ],
    part: 'lab2c',
    scenario: 'vote-survives',
    rules: ['raft/election-safety'],
    staged: true,
  },
  {
    name: 'learn of a new term without saving it',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.saveTerm(term, null);',
        replace: 'this.currentTerm = term;\n    this.votedFor = null;',
      },
      {
        file: 'raft.ts',
        find: 'this.saveTerm(this.currentTerm, candidateId);',
        replace: 'this.votedFor = candidateId;',
      },
    ],
    part: 'lab2c',
    scenario: 'term-survives',
    rules: ['raft/term-survives'],
    staged: true,
  },
  {
    name: 'restore no log',
    edits: [{ file: 'raft.ts', find: '    this.log = new Log(saved.log);\n', replace: '' }],
    part: 'lab2c',
    scenario: 'restarts',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'acknowledge entries without saving them',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (this.log.merge(prevLogIndex, entries)) this.persist();',
        replace: 'this.log.merge(prevLogIndex, entries);',
      },
    ],
    part: 'lab2c',
    scenario: 'crash-in-turn',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'save entries after the reply has left',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (this.log.merge(prevLogIndex, entries)) this.persist();',
        replace: 'if (this.log.merge(prevLogIndex, entries)) setTimeout(() => this.persist(), 0);',
      },
    ],
    part: 'lab2c',
    scenario: 'crash-in-turn',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'save entries in the turn of the reply, but behind it',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (this.log.merge(prevLogIndex, entries)) this.persist();',
        replace:
          'if (this.log.merge(prevLogIndex, entries)) void Promise.resolve().then(() => 0).then(() => 0).then(() => 0).then(() => 0).then(() => 0).then(() => 0).then(() => this.persist());',
      },
    ],
    part: 'lab2c',
    scenario: 'crash-in-turn',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'count an own entry that is not saved',
    edits: [
      {
        file: 'raft.ts',
        find: '    this.persist();\n    this.planReplication();',
        replace: '    this.planReplication();',
      },
    ],
    part: 'lab2c',
    scenario: 'crash-in-turn',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'commit an entry of an old term by counting',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (byMajority > this.commitIndex && this.log.termAt(byMajority) === this.currentTerm) {',
        replace: 'if (byMajority > this.commitIndex) {',
      },
    ],
    part: 'lab2c',
    scenario: 'figure-8',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'commit an entry of an old term by counting, in spite of a no-op, as heartbeats are empty',
    edits: [
      {
        file: 'raft.ts',
        find: '      this.contact(other);\n    }\n  }\n\n  // ─── Replication',
        replace:
          "      this.contact(other);\n    }\n    this.log.append({ term: this.currentTerm, command: 'no-op' });\n    this.persist();\n    this.planReplication();\n  }\n\n  // ─── Replication",
      },
      {
        file: 'raft.ts',
        find: "      this.applyCh.send({ kind: 'command', index: this.lastApplied, term, command });",
        replace:
          "      const at = { index: this.lastApplied, term };\n      this.applyCh.send(command === 'no-op' ? { kind: 'no-op', ...at } : { kind: 'command', ...at, command });",
      },
      {
        file: 'raft.ts',
        find: '    else void this.sendEntries(other);\n',
        replace:
          '    else {\n      void this.sendEntries(other, []);\n      if (other.nextIndex <= this.log.lastIndex) void this.sendEntries(other);\n    }\n',
      },
      {
        file: 'raft.ts',
        find: 'private async sendEntries(other: Other): Promise<void> {',
        replace:
          'private async sendEntries(other: Other, entries = this.log.batchFrom(other.nextIndex)): Promise<void> {',
      },
      {
        file: 'raft.ts',
        find: '    const entries = this.log.batchFrom(other.nextIndex);\n',
        replace: '',
      },
      {
        file: 'raft.ts',
        find: 'if (byMajority > this.commitIndex && this.log.termAt(byMajority) === this.currentTerm) {',
        replace: 'if (byMajority > this.commitIndex) {',
      },
    ],
    part: 'lab2c',
    scenario: 'figure-8',
    rules: COMMIT_LOST,
    staged: false,
  },
  {
    name: 'believe acknowledgements of an earlier reign',
    edits: [
      {
        file: 'raft.ts',
        find: "if (!reply || !this.isStill('leader', term, reply.term)) return;\n    if (reply.success) {",
        replace:
          "if (!reply || !this.isStill('leader', this.currentTerm, reply.term)) return;\n    if (reply.success) {",
      },
    ],
    part: 'lab2c',
    scenario: 'stale-acknowledgement',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'keep the progress of followers from one reign to the next',
    edits: [
      {
        file: 'raft.ts',
        find: '      other.matchIndex = 0;\n',
        replace: '',
      },
    ],
    part: 'lab2c',
    scenario: 'stale-acknowledgement',
    rules: COMMIT_LOST,
    staged: true,
  },
  {
    name: 'vote for a candidate that lacks entries',
    edits: [
      {
        file: 'raft.ts',
        find: 'const isUpToDate = this.log.isCoveredBy(lastLogIndex, lastLogTerm);',
        replace: 'const isUpToDate = lastLogTerm >= 0 && lastLogIndex >= 0;',
      },
    ],
    part: 'lab2c',
    scenario: 'late-follower',
    rules: COMMIT_LOST,
    staged: false,
  },
];
