import type { Mutant } from '../mutant.ts';

const OVERWRITTEN = ['raft/state-machine-safety', 'raft/leader-completeness'];

/** Known bugs that put something wrong into the log, or fail to get it committed. */
export const LOG_MUTANTS: readonly Mutant[] = [
  {
    name: 'vote without comparing logs',
    edits: [
      {
        file: 'raft.ts',
        find: 'const isUpToDate = this.log.isCoveredBy(lastLogIndex, lastLogTerm);',
        replace: 'const isUpToDate = lastLogIndex >= 0 && lastLogTerm >= 0;',
      },
    ],
    part: 'lab2b',
    scenario: 'shorter-log',
    rules: OVERWRITTEN,
    staged: true,
  },
  {
    name: 'compare only the lengths of logs',
    edits: [
      {
        file: 'log.ts',
        find: 'if (lastLogTerm !== this.lastTerm) return lastLogTerm > this.lastTerm;',
        replace: 'if (lastLogTerm < 0) return false;',
      },
    ],
    part: 'lab2b',
    scenario: 'longer-log',
    rules: OVERWRITTEN,
    staged: true,
  },
  {
    name: 'compare only the last terms of logs',
    edits: [
      {
        file: 'log.ts',
        find: 'return lastLogIndex >= this.lastIndex;',
        replace: 'return lastLogIndex >= 0;',
      },
    ],
    part: 'lab2b',
    scenario: 'shorter-log',
    rules: OVERWRITTEN,
    staged: true,
  },
  {
    name: 'commit with a minority',
    edits: [
      {
        file: 'raft.ts',
        find: 'const byMajority = held[Math.floor(held.length / 2)] ?? 0;',
        replace: 'const byMajority = held[Math.floor(held.length / 2) - 1] ?? 0;',
      },
    ],
    part: 'lab2b',
    scenario: 'no-agreement',
    rules: ['raft/majority-commits'],
    staged: true,
  },
  {
    name: 'commit what is only on the leader',
    edits: [
      {
        file: 'raft.ts',
        find: 'const byMajority = held[Math.floor(held.length / 2)] ?? 0;',
        replace: 'const byMajority = held[0] ?? 0;',
      },
    ],
    part: 'lab2b',
    scenario: 'leader-failure',
    rules: ['raft/majority-commits', ...OVERWRITTEN],
    staged: false,
  },
  {
    name: 'truncate at every append',
    edits: [
      {
        file: 'log.ts',
        find: '    for (const [offset, entry] of entries.entries()) {',
        replace:
          '    if (prevLogIndex >= this.lastIncludedIndex) this.entries.length = prevLogIndex - this.lastIncludedIndex;\n    for (const [offset, entry] of entries.entries()) {',
      },
    ],
    part: 'lab2b',
    scenario: 'stale-append',
    rules: OVERWRITTEN,
    staged: true,
  },
  {
    name: 'overwrite from the first sent entry on without comparing terms',
    edits: [
      {
        file: 'log.ts',
        find: '      if (this.matches(index, entry.term)) continue;\n',
        replace: '      if (index <= this.lastIncludedIndex) continue;\n',
      },
    ],
    part: 'lab2b',
    scenario: 'stale-append',
    rules: OVERWRITTEN,
    staged: true,
  },
  {
    name: 'accept append replies of an old term',
    edits: [
      {
        file: 'raft.ts',
        find: "if (!reply || !this.isStill('leader', term, reply.term)) return;",
        replace: "if (!reply || !this.isStill('leader', this.currentTerm, reply.term)) return;",
      },
    ],
    part: 'lab2b',
    scenario: 'stale-replies',
    rules: ['raft/majority-commits'],
    staged: true,
  },
  {
    name: 'keep matchIndex from an earlier term of office',
    edits: [{ file: 'raft.ts', find: '      other.matchIndex = 0;\n', replace: '' }],
    part: 'lab2b',
    scenario: 'stale-replies',
    rules: ['raft/majority-commits'],
    staged: true,
  },
  {
    name: 'accept appends of a deposed leader',
    edits: [{ file: 'raft.ts', find: '    if (term < this.currentTerm) return false;\n', replace: '' }],
    part: 'lab2b',
    scenario: 'woken-leader-log',
    rules: OVERWRITTEN,
    staged: true,
  },
  {
    name: 'check consistency only when there are entries',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (!this.log.matches(prevLogIndex, prevLogTerm)) {',
        replace: 'if (entries.length > 0 && !this.log.matches(prevLogIndex, prevLogTerm)) {',
      },
    ],
    part: 'lab2b',
    scenario: 'rejoin',
    rules: OVERWRITTEN,
    staged: false,
  },
  {
    name: 'check only that there is an entry before the first one',
    edits: [
      {
        file: 'log.ts',
        find: 'return index <= this.lastIndex && this.termAt(index) === term;',
        replace: 'return index <= this.lastIndex && term >= 0;',
      },
    ],
    part: 'lab2b',
    scenario: 'rejoin',
    rules: OVERWRITTEN,
    staged: false,
  },
  {
    name: 'keep entries after a conflict',
    edits: [
      {
        file: 'log.ts',
        find: '      this.entries.length = index - this.lastIncludedIndex - 1;\n      this.entries.push(...entries.slice(offset));\n',
        replace:
          '      this.entries.splice(index - this.lastIncludedIndex - 1, entries.length - offset, ...entries.slice(offset));\n',
      },
    ],
    part: 'lab2b',
    scenario: 'many-terms',
    rules: ['raft/apply-order', ...OVERWRITTEN],
    staged: false,
  },
  {
    name: 'tell commitIndex only along with entries',
    edits: [
      {
        file: 'raft.ts',
        find: 'leaderCommit: this.commitIndex };',
        replace: 'leaderCommit: entries.length > 0 ? this.commitIndex : 0 };',
      },
    ],
    part: 'lab2b',
    scenario: 'basic-agreement',
    rules: ['raft/agreement'],
    staged: true,
  },
  {
    name: 'apply the newest committed entry again',
    edits: [
      {
        file: 'raft.ts',
        find: 'while (this.lastApplied < this.commitIndex) {\n      this.lastApplied += 1;',
        replace:
          'this.lastApplied -= this.lastApplied > 0 && index > this.commitIndex - 1 ? 1 : 0;\n    while (this.lastApplied < this.commitIndex) {\n      this.lastApplied += 1;',
      },
    ],
    part: 'lab2b',
    scenario: 'basic-agreement',
    rules: ['raft/apply-order'],
    staged: true,
  },
  {
    name: 'accept commands while a candidate',
    edits: [
      {
        file: 'raft.ts',
        find: "    if (this.role !== 'leader') return { kind: 'not-leader' };\n    const index",
        replace: "    if (this.role === 'follower') return { kind: 'not-leader' };\n    const index",
      },
    ],
    part: 'lab2b',
    scenario: 'leader-failure',
    rules: ['raft/start-result'],
    staged: false,
  },
];
