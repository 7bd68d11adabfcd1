import type { Hint } from '../scenario.ts';

/** Persistence. */
export const PERSISTENCE_HINTS: readonly Hint[] = [
  {
    word: 'vote-forgotten',
    symptom: 'two leaders in one term, and a voter has crashed in between',
    of: ['raft/election-safety', 'vote-survives'],
    steps: [
      'The server that voted twice crashed between the two votes. What was on its disk when its first ' +
        'answer left, and what did the constructor read? The timeline shows both: the tab Raft says when the disk lacks something.',
      'Term and vote are persistent and updated on stable storage before responding to RPCs (Figure 2). A ' +
        'candidate has voted for itself, and has told so by asking.',
      'Save in the handler of `requestVote` before it returns, with the vote in it; and save when you ' +
        'stand, before the first request goes out, not when elected. No timer and no `await` in between: ' +
        'a save that comes behind the reply comes too late. In the constructor read both back, with the names under which you saved them.',
    ],
  },
  {
    word: 'term-forgotten',
    symptom: 'a server comes back from a crash in an older term',
    of: ['raft/term-survives', 'raft/term-monotonic', 'raft/election-safety', 'term-survives'],
    steps: [
      'How did this server come to its last term: by standing, by a request, by a reply? Is there a save after that line?',
      'The current term is persistent (Figure 2): every change of it, also one that nothing else follows from.',
      'Put setting the term, freeing the vote and saving into one function, and let every change go ' +
        'through it. The usual gap: a newer term in a reply, or in a request that is then refused.',
    ],
  },
  {
    word: 'log-not-restored',
    symptom: 'what was committed is gone when servers come back',
    of: [
      'raft/leader-completeness',
      'raft/state-machine-safety',
      'restarts',
      'leader-restarts',
      'rolling-restarts',
      'crash-loop',
    ],
    steps: [
      'Log the length of the log at the end of the constructor. Is it what the server had when it crashed?',
      'The log is persistent (Figure 2), each entry with its term.',
      'Save the log together with term and vote, as one value, whenever entries are added or cut; restore ' +
        'all three when `readState` gives something. Look at what the constructor does after that: a ' +
        'field with an initial value that is set again later wipes what was read.',
    ],
  },
  {
    word: 'saved-too-late',
    symptom: 'an entry that was acknowledged or committed is not on the disk',
    of: ['raft/leader-completeness', 'raft/state-machine-safety', 'crash-in-turn', 'leader-restarts'],
    steps: [
      'Take the server that crashed. In its last turn, in which order came the save and the reply, or the ' +
        'save and the requests? A crash may come after any of them.',
      'Whatever a message rests on is on stable storage before the message leaves (Figure 2). A leader’s ' +
        'own copy counts for the majority only once it is saved.',
      'In the append handler: change the log, save, then return. In `start`: append, save, and only then ' +
        'begin to send and count. No `await` before the save: effects of a turn happen in the order in ' +
        'which your code did them, and a crash cuts the list anywhere.',
    ],
  },
  {
    word: 'figure-8',
    symptom: 'an entry of an older term was committed, and is overwritten',
    of: [
      'raft/leader-completeness',
      'raft/state-machine-safety',
      'figure-8',
      'figure-8-random',
      'figure-8-unreliable',
    ],
    steps: [
      'Compare two terms at the moment of the commit: that of the leader and that of the entry. Play ' +
        'Figure 8 of the paper through with your code, server by server.',
      'A leader commits by counting only entries of its own term; those before them are committed along ' +
        'with them (§5.4.2, Figure 8).',
      'Raise `commitIndex` to an index that a majority holds only if the entry there has your current ' +
        'term. A no-op at the beginning of a term helps to commit older ones soon, but does not replace ' +
        'the check: a majority may have the old entry and not yet the no-op.',
    ],
  },
  {
    word: 'old-acknowledgement',
    symptom: 'a leader, elected again, counts on entries that a follower no longer has',
    of: [
      'raft/leader-completeness',
      'raft/state-machine-safety',
      'raft/majority-commits',
      'stale-acknowledgement',
    ],
    steps: [
      'Where did the leader’s `matchIndex` for that follower come from: from this reign, or from an ' +
        'earlier one of the same server?',
      '`matchIndex` is 0 after each election (Figure 2), and a reply counts only in the term in which the ' +
        'call was made. In between the follower may have given those entries up.',
      'Set `matchIndex` to 0 and `nextIndex` to the last index plus one for everybody when you are ' +
        'elected. After each call compare the current term with the one kept before the call, and your ' +
        'role: that you lead again does not make it the same reign.',
    ],
  },
  {
    word: 'lacks-entries',
    symptom: 'a server that missed entries leads those that have them',
    of: ['raft/leader-completeness', 'raft/state-machine-safety', 'late-follower', 'taking-turns'],
    steps: [
      'Who voted for it, and what were index and term of the last entry on both sides? After a restart, ' +
        'does the voter compare with the log it has read back?',
      'A voter refuses a candidate whose log is less up to date than its own (§5.4.1): last terms first, then lengths.',
      'The check reads the restored log, so restore before anything can be answered: in the constructor. ' +
        'Test 2b again: `longer-log` and `shorter-log` ask the same without crashes.',
    ],
  },
  {
    word: 'restart-applies',
    symptom: 'after a restart an index is applied wrongly, or something is applied that nobody offered',
    of: ['raft/apply-order', 'raft/entry-invented', 'restarts'],
    steps: [
      'Log `commitIndex` and `lastApplied` at the end of the constructor, and the first index that is applied.',
      'Both are volatile and begin at 0 (Figure 2): the service starts empty too, and gets every entry ' +
        'again from index 1 on.',
      'Do not save the two. After a restart the leader’s next message brings `commitIndex` up to date, ' +
        'and everything is applied from the beginning. (In 2d both begin at the last index of the snapshot.)',
    ],
  },
  {
    word: 'stuck-after-restart',
    symptom: 'servers come back, and no leader or no agreement follows',
    of: ['raft/leader-elected', 'raft/agreement', 'missed-everything', 'crash-loop', 'taking-turns'],
    steps: [
      'What does a server do in its second life that it did in its first? Log the end of the constructor, ' +
        'the first time its election timer fires, and its first answer to an append.',
      'A restarted server is a follower with its old term, vote and log, and otherwise a new one (Figure ' +
        '2). A follower that lacks much is brought up to date by the leader (§5.3).',
      'The timer must start in the constructor whether or not there was a state to read. A restored vote ' +
        'is a vote in that term only: in a newer one it is free. And leaders must go on when the follower ' +
        'they are talking to has vanished: that call may return `null` after 7 s, so send again before.',
    ],
  },
  {
    word: 'stuck-in-losses',
    symptom: 'on a network that loses or delays messages, agreement takes too long',
    of: [
      'raft/agreement',
      'raft/fast-backup',
      'unreliable-agreement',
      'figure-8-unreliable',
      'churn-unreliable',
    ],
    steps: [
      'After the last loss: which follower lacks the entry, when was it sent to it last, and why not sooner?',
      'If messages are lost, the leader tries again, for ever (§5.3), and elections succeed as long as ' +
        'timeouts are far longer than a round trip (§5.6). Nobody waits 7 s for an answer.',
      'Send again with the next heartbeat whatever has not been acknowledged, also if a call is still ' +
        'under way. Use what a refusal tells (end of §5.3), so that one round trip a term is enough. ' +
        'Ignore old refusals: one that throws `nextIndex` back far below `matchIndex` costs as much as a loss.',
    ],
  },
  {
    word: 'rarely',
    symptom: 'it fails only now and then, under crashes, cuts and losses together',
    of: ['churn', 'churn-unreliable', 'everything', 'figure-8-random', 'rolling-restarts'],
    steps: [
      'Make the run smaller first: `npm test PART seed=S only=SLUG shrink`. Which of the faults are left? ' +
        'Each of them is part of the story.',
      'Most rare failures are one of three: a reply that is used in another term than its call, state ' +
        'that was read before an `await` and used after it, or a change of term, vote or log that is not saved.',
      'Read your code with one question for each of the three. After every `await`: is the role checked, ' +
        'and the term against the one kept before? At every assignment to term, vote and log: which line ' +
        'saves it, and can anything leave before? In every handler: what if this message is the oldest one still on its way? Then `runs=1000`.',
    ],
  },
];
