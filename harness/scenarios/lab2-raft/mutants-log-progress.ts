import type { Mutant } from '../mutant.ts';

/** Known bugs that make the log slow, dear or stuck. */
export const LOG_PROGRESS_MUTANTS: readonly Mutant[] = [
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
    name: 'send entries only with the next heartbeat',
    edits: [
      {
        file: 'raft.ts',
        find: '    for (const other of this.others) if (!other.entriesInFlight) this.contact(other);\n',
        replace: '',
      },
    ],
    part: 'lab2b',
    scenario: 'start-at-once',
    rules: ['raft/commits-soon'],
    staged: true,
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
