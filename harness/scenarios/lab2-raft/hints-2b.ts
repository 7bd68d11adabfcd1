import type { Hint } from '../scenario.ts';

/** The log: what must not be wrong in it. What makes it slow or dear is in hints-2b-progress.ts. */
export const LOG_SAFETY_HINTS: readonly Hint[] = [
  {
    word: 'lacks-entries',
    symptom: 'a server leads though it lacks entries that were committed',
    of: ['raft/leader-completeness', 'raft/state-machine-safety', 'longer-log', 'shorter-log'],
    steps: [
      'Who voted for that leader, and how did the logs of voter and candidate end at that moment, in term and in index?',
      'A voter refuses if its own log is more up to date than the candidate’s: the later last term wins, ' +
        'and with equal last terms the longer log (§5.4.1). Not the longer one alone, and not the term alone.',
      'A candidate sends index and term of its last entry. Grant only if its last term is greater than ' +
        'yours, or equal with an index at least as large. The term here is that of the last entry in the ' +
        'log, not the current term. The check comes in addition to the one on `votedFor`.',
    ],
  },
  {
    word: 'late-append',
    symptom: 'an entry vanishes when a message comes late',
    of: ['raft/state-machine-safety', 'raft/leader-completeness', 'stale-append', 'late-messages'],
    steps: [
      'Which message shortened the log of the follower, and had that follower acknowledged more before? ' +
        'Log length and last entry before and after every append.',
      'Delete only if an existing entry conflicts with a new one: same index, different term (Figure 2, ' +
        'AppendEntries 3). A shorter or older message that agrees with the log says nothing about what comes after it.',
      'Go through the entries of the message one by one. If you have an entry at that index with the same ' +
        'term, skip it. At the first that differs, or that you do not have, cut your log there and add ' +
        'the rest of the message. If there is none, leave the log alone. No `log.length = prevLogIndex + 1` before that.',
    ],
  },
  {
    word: 'consistency-check',
    symptom: 'different entries at one index, after a leader with other entries came back',
    of: [
      'raft/state-machine-safety',
      'raft/leader-completeness',
      'raft/log-matching',
      'rejoin',
      'seven-servers',
    ],
    steps: [
      'On the server with the wrong entry: which append told it that the entry was committed, and had ' +
        'that message checked that its log agrees up to there?',
      'A follower accepts an append only if its entry at `prevLogIndex` has the term `prevLogTerm` ' +
        '(§5.3), heartbeats included; and it commits no further than what that message has shown to agree (Figure 2, AppendEntries 2, 5).',
      'Check presence and term of that entry in every append, also in one without entries, and refuse if ' +
        'it differs. After a success, `commitIndex` becomes the smaller of `leaderCommit` and the index ' +
        'of the last entry of this message (`prevLogIndex` plus their number), not of the last entry in your log: behind it there may be wrong ones.',
    ],
  },
  {
    word: 'wrong-tail',
    symptom: 'right entries in front, wrong ones left behind them',
    of: ['raft/apply-order', 'raft/state-machine-safety', 'raft/leader-completeness', 'many-terms'],
    steps: [
      'Print the log of the server after the append that put it right, terms included. Do the terms ever fall?',
      'If an entry conflicts, it and all that follow it go (Figure 2, AppendEntries 3). Terms in a log never fall (§5.3).',
      'Where you meet the first conflict, cut the log at that index, and then add what the message has ' +
        'from there on. Replacing entry by entry leaves those behind the message in place, and they belong to a leader that is gone.',
    ],
  },
  {
    word: 'deposed-leader',
    symptom: 'a follower takes entries from a leader that is deposed',
    of: ['raft/state-machine-safety', 'raft/leader-completeness', 'woken-leader-log'],
    steps: [
      'In which term was the leader that sent the entries, and in which was the follower when they came?',
      'Refuse an append whose term is older than your own (Figure 2, AppendEntries 1).',
      'The first thing in the handler: if its term is older, answer with your term and no success, and ' +
        'change nothing; neither log nor `commitIndex` nor the election timer. The answer’s term is what tells the sender.',
    ],
  },
  {
    word: 'old-answers',
    symptom: 'a leader believes what a follower said in an earlier term',
    of: ['raft/majority-commits', 'raft/leader-completeness', 'stale-replies', 'late-messages'],
    steps: [
      'Where does the `matchIndex` that made the majority come from: which message did that reply belong ' +
        'to, and in which term was it sent?',
      '`nextIndex` and `matchIndex` begin anew after each election (Figure 2): the last index plus one, ' +
        'and 0. And a reply counts only in the term in which its call was made.',
      'Set both for every follower when you are elected. Keep the term, `prevLogIndex` and the number of ' +
        'entries in local variables before the call. After it, return if you no longer lead or the term ' +
        'is another one. On success `matchIndex` becomes `prevLogIndex` plus that number if that is larger, and never what the log has by now.',
    ],
  },
  {
    word: 'commits-too-early',
    symptom: 'an entry is applied that too few servers have',
    of: [
      'raft/majority-commits',
      'raft/leader-completeness',
      'no-agreement',
      'leader-failure',
      'follower-failure',
    ],
    steps: [
      'At the moment it was committed: which servers had that entry, and how did the leader count them?',
      'An entry is committed once the leader has it on a majority of all servers (§5.3), itself among ' +
        'them: 2 of 3, 3 of 5, 4 of 7.',
      'Put your own last index and the `matchIndex` of every other server into one list, sort it with the ' +
        'largest first, and take the one at place ⌊n/2⌋, counted from 0: a majority has at least that. ' +
        'Commit up to it if it is more than `commitIndex` and its entry is of your own term (§5.4.2).',
    ],
  },
  {
    word: 'applied-twice',
    symptom: 'an index is applied twice or skipped, or something that nobody offered',
    of: ['raft/apply-order', 'raft/entry-invented', 'basic-agreement'],
    steps: [
      'From how many places in your code does something go to `applyCh`, and can two of them be under way ' +
        'at the same time?',
      'If `commitIndex` is above `lastApplied`, increment `lastApplied` and apply that entry (Figure 2, ' +
        'rules for all servers): each index once in the life of a server, one after the other.',
      'One function applies, and it is the only one that touches `lastApplied`: while that is below ' +
        '`commitIndex`, add one and send that entry. No `await` between the two: `send` needs none. ' +
        'Neither number ever goes down. Indexes begin at 1 and arrays at 0: hide that difference in one place.',
    ],
  },
  {
    word: 'entry-changes',
    symptom: 'what `start` accepted at an index is something else there later, in the same term',
    of: ['raft/leader-append-only', 'raft/log-matching', 'concurrent-starts'],
    steps: [
      'Which index did `start` give out, and what did the log hold there right after? Could two calls of ' +
        '`start` in the same moment compute the same index?',
      'A leader only appends to its log, and changes nothing in it (§5.3, Leader Append-Only). One index ' +
        'and one term name one entry for ever.',
      '`start` has no `await`: look at the role, append, take the index of what was appended, return it. ' +
        'An append that comes in while you lead its term can only be your own mistake. And no array is ' +
        'shared: what you hand out of the log, for a message or a local list, is a copy.',
    ],
  },
];
