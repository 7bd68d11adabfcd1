import type { Mutant } from '../mutant.ts';

const OVERWRITTEN = ['raft/state-machine-safety', 'raft/leader-completeness'];

/** Known bugs that break the log. */
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
    name: 'step back one entry a heartbeat',
    edits: [
      {
        file: 'raft.ts',
        find: 'other.nextIndex = Math.max(other.matchIndex + 1, this.log.nextIndexAfter(reply.conflict, prevLogIndex));\n      this.contact(other);',
        replace: 'other.nextIndex = Math.max(other.matchIndex + 1, prevLogIndex);',
      },
    ],
    part: 'lab2b',
    scenario: 'backup',
    rules: ['raft/fast-backup'],
    staged: true,
  },
  {
    name: 'step back one entry a round trip',
    edits: [
      {
        file: 'raft.ts',
        find: 'other.nextIndex = Math.max(other.matchIndex + 1, this.log.nextIndexAfter(reply.conflict, prevLogIndex));',
        replace: 'other.nextIndex = Math.max(other.matchIndex + 1, prevLogIndex);',
      },
    ],
    part: 'lab2b',
    scenario: 'fast-backup',
    rules: ['raft/fast-backup'],
    staged: true,
  },
  {
    name: 'send the whole log each time',
    edits: [
      {
        file: 'raft.ts',
        find: 'const prevLogIndex = other.nextIndex - 1;\n    const entries = this.log.batchFrom(other.nextIndex);',
        replace:
          'const prevLogIndex = this.log.lastIncludedIndex;\n    const entries = this.log.batchFrom(prevLogIndex + 1);',
      },
    ],
    part: 'lab2b',
    scenario: 'rpc-bytes',
    rules: ['raft/byte-economy'],
    staged: true,
  },
  {
    name: 'send every entry four times',
    edits: [
      {
        file: 'raft.ts',
        find: 'for (const other of this.others) if (!other.entriesInFlight) this.contact(other);',
        replace: 'for (let copy = 0; copy < 4; copy++) for (const other of this.others) this.contact(other);',
      },
    ],
    part: 'lab2b',
    scenario: 'rpc-count',
    rules: ['raft/rpc-economy'],
    staged: true,
  },
  {
    name: 'persist in start on a follower',
    edits: [
      {
        file: 'raft.ts',
        find: "    if (this.role !== 'leader') return { kind: 'not-leader' };\n    const index",
        replace:
          "    this.persist();\n    if (this.role !== 'leader') return { kind: 'not-leader' };\n    const index",
      },
    ],
    part: 'lab2b',
    scenario: 'start-at-once',
    rules: ['raft/start-persists'],
    staged: true,
  },
  {
    name: 'start waits for a heartbeat',
    edits: [
      {
        file: 'raft.ts',
        find: "    return { kind: 'accepted', index, term: this.currentTerm };",
        replace:
          "    const term = this.currentTerm;\n    const result = new Promise((done) => setTimeout(() => done({ kind: 'accepted', index, term }), HEARTBEAT_MS));\n    return result as unknown as StartResult;",
      },
    ],
    part: 'lab2b',
    scenario: 'start-at-once',
    rules: ['raft/start-at-once'],
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
  {
    name: 'reset the election timer at every request for a vote',
    edits: [
      {
        file: 'raft.ts',
        find: '    if (voteGranted) {\n      this.saveTerm(this.currentTerm, candidateId);\n      this.electionTimer.reset();\n    }',
        replace:
          '    this.electionTimer.reset();\n    if (voteGranted) this.saveTerm(this.currentTerm, candidateId);',
      },
    ],
    part: 'lab2b',
    scenario: 'disruptive-server',
    rules: ['raft/leader-elected'],
    staged: true,
  },
  {
    name: 'reset the election timer at every newer term',
    edits: [
      {
        file: 'raft.ts',
        find: "    this.role = 'follower';\n    this.saveTerm(term, null);",
        replace:
          "    this.role = 'follower';\n    this.electionTimer.reset();\n    this.saveTerm(term, null);",
      },
    ],
    part: 'lab2b',
    scenario: 'disruptive-server',
    rules: ['raft/leader-elected'],
    staged: true,
  },
];
