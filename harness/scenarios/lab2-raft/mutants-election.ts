import type { Mutant } from '../mutant.ts';

const ELECTION_SAFETY = ['raft/election-safety'];

/** Known bugs that break elections. */
export const ELECTION_MUTANTS: readonly Mutant[] = [
  {
    name: 'vote for every candidate of the term',
    edits: [
      {
        file: 'raft.ts',
        find: 'const voteGranted = term === this.currentTerm && isFree && isUpToDate;',
        replace:
          "const voteGranted = term === this.currentTerm && (isFree || this.role === 'follower') && isUpToDate;",
      },
    ],
    part: 'lab2a',
    scenario: 'double-vote',
    rules: ELECTION_SAFETY,
    staged: true,
  },
  {
    name: 'stand without a vote for oneself',
    edits: [
      {
        file: 'raft.ts',
        find: 'this.saveTerm(this.currentTerm + 1, this.me);',
        replace: 'this.saveTerm(this.currentTerm + 1, null);',
      },
    ],
    part: 'lab2a',
    scenario: 'rival-candidates',
    rules: ELECTION_SAFETY,
    staged: true,
  },
  {
    name: 'vote for a rival while a candidate',
    edits: [
      {
        file: 'raft.ts',
        find: 'const isFree = this.votedFor === null || this.votedFor === candidateId;',
        replace:
          "const isFree = this.votedFor === null || this.votedFor === candidateId || this.role === 'candidate';",
      },
    ],
    part: 'lab2a',
    scenario: 'rival-candidates',
    rules: ELECTION_SAFETY,
    staged: true,
  },
  {
    name: 'count votes of an old term',
    edits: [
      {
        file: 'raft.ts',
        find: "if (!reply || !this.isStill('candidate', term, reply.term)) return;",
        replace: "if (!reply || !this.isStill('candidate', this.currentTerm, reply.term)) return;",
      },
    ],
    part: 'lab2a',
    scenario: 'stale-votes',
    rules: ELECTION_SAFETY,
    staged: true,
  },
  {
    name: 'keep the votes of the last term',
    edits: [{ file: 'raft.ts', find: '      other.voteGranted = false;\n', replace: '' }],
    part: 'lab2a',
    scenario: 'voter-counts-once',
    rules: ['raft/majority-elects', ...ELECTION_SAFETY],
    staged: true,
  },
  {
    name: 'count answers in place of voters',
    edits: [
      {
        file: 'raft.ts',
        find: 'private replicationPlanned = false;',
        replace: 'private replicationPlanned = false;\n  private votes = 0;',
      },
      {
        file: 'raft.ts',
        find: "this.role = 'candidate';\n",
        replace: "this.role = 'candidate';\n    this.votes = 1;\n",
      },
      {
        file: 'raft.ts',
        find: 'other.voteGranted ||= reply.voteGranted;',
        replace: 'if (reply.voteGranted) this.votes += 1;',
      },
      {
        file: 'raft.ts',
        find: 'const votes = 1 + this.others.filter((other) => other.voteGranted).length;\n    if (votes >',
        replace: 'if (this.votes >',
      },
    ],
    part: 'lab2a',
    scenario: 'voter-counts-once',
    rules: ['raft/majority-elects', ...ELECTION_SAFETY],
    staged: true,
  },
  {
    name: 'be elected by half, less one',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (votes > this.peers.length / 2) this.becomeLeader();',
        replace: 'if (votes >= Math.floor(this.peers.length / 2)) this.becomeLeader();',
      },
    ],
    part: 'lab2a',
    scenario: 'no-majority',
    rules: ['raft/majority-elects', ...ELECTION_SAFETY],
    staged: true,
  },
  {
    name: 'ignore newer terms in replies',
    edits: [{ file: 'raft.ts', find: '    this.observeTerm(replyTerm);\n', replace: '' }],
    part: 'lab2a',
    scenario: 'woken-leader',
    rules: ['raft/steps-down'],
    staged: true,
  },
  {
    name: 'stay leader in a newer term',
    edits: [
      {
        file: 'raft.ts',
        find: "this.role = 'follower';\n    this.saveTerm(term, null);",
        replace: "if (this.role === 'candidate') this.role = 'follower';\n    this.saveTerm(term, null);",
      },
    ],
    part: 'lab2a',
    scenario: 'reelection',
    rules: ELECTION_SAFETY,
    staged: false,
  },
  {
    name: 'keep the old vote in a newer term',
    edits: [
      { file: 'raft.ts', find: 'this.saveTerm(term, null);', replace: 'this.saveTerm(term, this.votedFor);' },
    ],
    part: 'lab2a',
    scenario: 'reelection',
    rules: ['raft/leader-elected'],
    staged: false,
  },
  {
    name: 'the same election timeout everywhere',
    edits: [{ file: 'election-timer.ts', find: 'Math.random()', replace: '0.5' }],
    part: 'lab2a',
    scenario: 'initial-election',
    rules: ['raft/leader-elected'],
    staged: false,
  },
  {
    name: 'election timeouts of 150 to 300 ms',
    edits: [
      {
        file: 'election-timer.ts',
        find: 'const TIMEOUT_MS = { min: 300, max: 600 };',
        replace: 'const TIMEOUT_MS = { min: 150, max: 300 };',
      },
    ],
    part: 'lab2a',
    scenario: 'late-heartbeats',
    rules: ['raft/leader-keeps-office'],
    staged: true,
  },
  {
    name: 'leave the election timer stopped when deposed',
    edits: [
      {
        file: 'raft.ts',
        find: 'private replicationPlanned = false;',
        replace: 'private replicationPlanned = false;\n  private timerStopped = false;',
      },
      {
        file: 'raft.ts',
        find: "  private becomeLeader(): void {\n    this.role = 'leader';",
        replace: "  private becomeLeader(): void {\n    this.role = 'leader';\n    this.timerStopped = true;",
      },
      {
        file: 'raft.ts',
        find: "if (this.role === 'leader') return;\n    this.role = 'candidate';",
        replace: "if (this.timerStopped) return;\n    this.role = 'candidate';",
      },
      {
        file: 'raft.ts',
        find: '      this.saveTerm(this.currentTerm, candidateId);\n',
        replace: '      this.saveTerm(this.currentTerm, candidateId);\n      this.timerStopped = false;\n',
      },
      {
        file: 'raft.ts',
        find: '    if (term < this.currentTerm) return false;\n',
        replace: '    if (term < this.currentTerm) return false;\n    this.timerStopped = false;\n',
      },
    ],
    part: 'lab2a',
    scenario: 'deposed-leader',
    rules: ['raft/leader-elected'],
    staged: true,
  },
  {
    name: 'heartbeats 50 ms apart',
    edits: [{ file: 'raft.ts', find: 'const HEARTBEAT_MS = 100;', replace: 'const HEARTBEAT_MS = 50;' }],
    part: 'lab2a',
    scenario: 'heartbeat-economy',
    rules: ['raft/rpc-economy'],
    staged: true,
  },
  {
    name: 'a heartbeat waits for the answer to the last one',
    edits: [
      {
        file: 'raft.ts',
        find: 'if (entries.length > 0) other.entriesInFlight = true;',
        replace: 'clearTimeout(other.retryTimer);\n    if (entries.length > 0) other.entriesInFlight = true;',
      },
      {
        file: 'raft.ts',
        find: '    if (entries.length > 0) other.entriesInFlight = false;\n',
        replace:
          '    if (entries.length > 0) other.entriesInFlight = false;\n    other.retryTimer = setTimeout(() => this.contact(other), HEARTBEAT_MS);\n',
      },
    ],
    part: 'lab2a',
    scenario: 'one-way-cuts',
    rules: ['raft/leader-keeps-office'],
    staged: false,
  },
  {
    name: 'heartbeats to one follower after the other',
    edits: [
      {
        file: 'raft.ts',
        find: "    if (this.role === 'candidate') void this.askForVote(other);",
        replace:
          "    if (this.role === 'leader' && other !== this.others[0] && this.waiting) return;\n    if (this.role === 'candidate') void this.askForVote(other);",
      },
      {
        file: 'raft.ts',
        find: 'private replicationPlanned = false;',
        replace: 'private replicationPlanned = false;\n  private waiting = false;',
      },
      {
        file: 'raft.ts',
        find: "const reply = await other.peer.call('appendEntries', args);",
        replace:
          "this.waiting = true;\n    const reply = await other.peer.call('appendEntries', args);\n    this.waiting = false;",
      },
    ],
    part: 'lab2a',
    scenario: 'followers-away',
    rules: ['raft/leader-keeps-office'],
    staged: false,
  },
];
