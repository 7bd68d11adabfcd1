import type { Hint } from '../scenario.ts';

/** The log: what makes it slow, dear or stuck. */
export const LOG_PROGRESS_HINTS: readonly Hint[] = [
  {
    word: 'not-applied',
    symptom: 'a command is not applied, or not by all, though a majority is there',
    of: ['raft/agreement', 'basic-agreement', 'follower-failure', 'follower-returns', 'rejoin', 'storm'],
    steps: [
      'How far did it come: is the entry in the log of a majority, does the leader know that, is its ' +
        '`commitIndex` there, do the followers know of it? The failure says the first part; log the rest.',
      'The leader commits what a majority holds of its own term, and tells it by `leaderCommit` in every ' +
        'append, heartbeats included (§5.3, Figure 2). An entry that is refused or lost is sent until it has arrived.',
      'Put `leaderCommit` into every append, not only into those with entries. On a refusal go back and ' +
        'try again at once; on `null` try again at the next heartbeat. If you mark a follower as busy ' +
        'while entries are under way, take the mark off when the call returns, whatever came back, and ' +
        'when you are elected; a call may hang for 7 s, so the next heartbeat must send them again all the same. Entries of older terms wait for one of yours (§5.4.2).',
    ],
  },
  {
    word: 'slow-commits',
    symptom: 'commands take about 100 ms each',
    of: ['raft/commits-soon', 'start-at-once'],
    steps: [
      'What makes the leader send an entry: the call of `start`, or the next tick of a timer? And what ' +
        'makes it look whether a majority has it?',
      'An entry does not wait for a heartbeat (handout: limits): it is sent when it comes in, and ' +
        'committed when the reply comes that completes the majority.',
      'Let `start` begin to send, without waiting for it. A `queueMicrotask` lets several commands of one ' +
        'moment travel together. Compute `commitIndex` after every successful reply, not in a loop with a ' +
        'pause. Followers may learn of it with the next message.',
    ],
  },
  {
    word: 'start',
    symptom: '`start` waits, or does something where nobody leads, or returns what it should not',
    of: [
      'raft/start-at-once',
      'raft/start-persists',
      'raft/start-result',
      'start-at-once',
      'leader-failure',
      'concurrent-starts',
    ],
    steps: [
      'What does `start` do before it returns, on a leader, on a follower and on a candidate? Is there an ' +
        '`await` in it, or is it `async`?',
      'Only a leader takes commands (§5.3). `start` answers in the same moment and promises nothing: the ' +
        'command may never be committed (contract). On any other server it changes nothing.',
      'The first line: whoever is not leader, candidates too, returns `not-leader`, before anything is ' +
        'saved or sent. A leader appends, saves, starts the sending without waiting for it, and returns ' +
        'index and term. Not a promise, and no other kinds than the two of `StartResult`.',
    ],
  },
  {
    word: 'slow-backup',
    symptom: 'a follower with wrong entries is put right too slowly',
    of: ['raft/fast-backup', 'backup', 'fast-backup', 'many-terms'],
    steps: [
      'How many appends go to that follower between the election and the first that it accepts? What ' +
        'happens in between, and how far does `nextIndex` fall each time?',
      'On a refusal the leader goes back and tries again at once; and a refusal can carry enough to skip ' +
        'a whole term with one round trip (end of §5.3).',
      'In the refusal, tell the term of your entry at `prevLogIndex` and the first index you have of that ' +
        'term; or, if your log is shorter, its length. The leader looks for that term in its own log: if ' +
        'it has it, it goes on after its last entry of it, else at the index told. Then it sends again at ' +
        'once. Do not go below `matchIndex` plus one, and ignore refusals of messages that are no longer the last.',
    ],
  },
  {
    word: 'too-much-sent',
    symptom: 'too many calls, or too many bytes',
    of: ['raft/byte-economy', 'raft/rpc-economy', 'rpc-bytes', 'rpc-count'],
    steps: [
      'Pick one entry: how often does it travel to the same follower, and which line sent it each time?',
      'While all is well each entry goes to each follower about once (handout: limits). Commands that ' +
        'come in the same moment travel in one message.',
      'Send from `nextIndex` on, not the whole log. While a message with entries is under way to a ' +
        'follower, let new ones wait for its answer, and then send all of them at once; a heartbeat in ' +
        'between may be empty, or repeat them if the answer is late. Plan one sending at the end of the turn instead of one for each `start`.',
    ],
  },
  {
    word: 'disrupted',
    symptom: 'a server that cannot win keeps the others from having a leader',
    of: ['raft/leader-elected', 'raft/leader-keeps-office', 'disruptive-server'],
    steps: [
      'A server with a stale log stands again and again. What does each of its requests do to the timers of the others?',
      'Only a granted vote sets the election timer back, and the current leader’s append (Figure 2, rules ' +
        'for followers). A request that is refused, or that only brings a newer term, does not.',
      'Move the reset into the branch that grants, behind the check of §5.4.1. In the function that takes ' +
        'over a newer term there is none. Then one of those with the better log fires first, and wins.',
    ],
  },
];
